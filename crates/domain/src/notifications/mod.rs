//! Telling people what happened, by mail: each mail once, in the reader's own time. Nobody calls this module: it reacts. Only
//! the last mail to somebody goes out while their account is closed, because after that nobody knows where to.

#[cfg(test)]
mod account_tests;
mod answer;
mod code;
mod facts;
mod farewell;
mod group;
#[cfg(test)]
mod group_tests;
mod letter;
pub mod mailbox;
mod mails;
mod openings;
mod personal;
pub mod reactions;
#[cfg(test)]
mod review_tests;
mod send;
#[cfg(test)]
mod teaching_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod waiting;

pub(crate) use farewell::farewell;
pub use mails::Kind;
pub(crate) use personal::PERSONAL;
pub use send::SendMail;
