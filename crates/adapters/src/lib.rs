//! The outside world behind the domain's ports: mail by SMTP or into the mailbox of development, tries counted in this
//! process, and Meilisearch.

mod limits;
mod mailbox;
mod meilisearch;
mod smtp;

pub use limits::InProcessLimits;
pub use mailbox::Mailbox;
pub use meilisearch::Meilisearch;
pub use smtp::{BadSmtp, Smtp};
