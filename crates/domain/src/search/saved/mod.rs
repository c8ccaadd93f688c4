//! Questions that people keep, and telling them of a time that fits. A time that opens is compared with the questions,
//! never each question with all there is; a person is told of it once.

mod deliver;
mod edit;
mod list;
mod matching;
pub(super) mod opened;
mod remove;
mod save;
mod stop;
#[cfg(test)]
mod tests;

pub use deliver::Deliver;
pub use edit::edit_saved;
pub use list::{Saved, saved};
pub use matching::{Opened, Tell};
pub use remove::remove_saved;
pub use save::{SAVED_MAX, save_search};
pub use stop::{Stopping, stop_alerts, stopping};
