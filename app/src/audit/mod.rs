//! Who did what: one's own account for everybody, and all of it for admins.

mod activity_page;
mod log_page;
mod words;

pub use activity_page::activity_page;
pub use log_page::log_page;
