//! What two people write to each other: one conversation for each two. Only they read it, unless one of them asks
//! moderators to look at a message.

mod conversation;
mod error;
mod events;
mod list;
mod personal;
mod read;
mod report;
mod reports;
mod tell;
mod write;

pub use conversation::{Conversation, Message, conversation};
pub use error::Error;
pub use events::Event;
pub use list::{Cursor, Listed, list, unread};
pub(crate) use personal::PERSONAL;
pub use report::report;
pub use reports::{Reported, decide, reported};
pub use tell::Tell;
pub use write::write;
