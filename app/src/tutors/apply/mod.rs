//! Asking to teach, and where that stands.

mod actions;
mod form;
mod page;
pub(crate) mod parts;
pub(crate) mod words;

pub use actions::apply;
pub use page::apply_page;
