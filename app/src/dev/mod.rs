//! What only a developer sees: the gallery, the mailbox, the clock, a page that breaks.

mod break_page;
mod clock_page;
pub mod gallery_page;
mod mailbox_page;

use crate::request::{Failure, Request, Screen};

pub use break_page::{break_form, break_page};
pub use clock_page::{clock_page, move_clock};
pub use mailbox_page::{mail_page, mailbox_page};

/// Every component in every state.
pub async fn gallery_page(_: Request) -> Result<Screen, Failure> {
    Ok(Screen::new("Design system", gallery_page::gallery()))
}
