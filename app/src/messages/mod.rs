//! What two people write to each other, and what moderators are asked to look at.

mod conversation_page;
mod list_page;
mod reports_page;

pub use conversation_page::{conversation_page, write};
pub use list_page::list_page;
pub use reports_page::{decide, reports_page};
