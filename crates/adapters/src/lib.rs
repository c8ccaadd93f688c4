//! The outside world behind the domain's ports: mail by SMTP or into the mailbox of development, and tries counted in
//! this process.

mod limits;
mod mailbox;
mod smtp;

pub use limits::InProcessLimits;
pub use mailbox::Mailbox;
pub use smtp::{BadSmtp, Smtp};
