//! The outside world behind the domain's ports: mail by SMTP or into the mailbox of development, tries counted in this
//! process, Meilisearch, and providers that say who somebody is.

mod limits;
mod mailbox;
mod meilisearch;
mod providers;
mod smtp;

pub use limits::InProcessLimits;
pub use mailbox::Mailbox;
pub use meilisearch::Meilisearch;
pub use providers::{BadProvider, GitHub, OpenId, Registration};
pub use smtp::{BadSmtp, Smtp};
