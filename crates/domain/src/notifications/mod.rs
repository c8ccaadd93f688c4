//! Telling people what happened, by mail: each mail once, in the reader's own time. Nobody calls this module: it reacts.

#[cfg(test)]
mod account_tests;
mod code;
mod facts;
mod letter;
pub mod mailbox;
mod mails;
mod openings;
pub mod reactions;
#[cfg(test)]
mod review_tests;
mod send;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod waiting;

pub use mails::Kind;
pub use send::SendMail;
