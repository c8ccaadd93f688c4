//! What people keep of the search: questions with a name, and the mails about them.

mod describe;
mod saved_page;
mod stop_page;

pub use saved_page::{change_saved, saved_page};
pub use stop_page::{stop, stop_page};
