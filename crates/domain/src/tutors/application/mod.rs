//! Becoming a tutor, and staying one: who wants to teach applies, a moderator answers, and what is risky about an approved
//! page is looked at before others see it. Nobody decides on their own. Which step leads where is one table:
//! [`rules`].

mod admit;
mod answer;
mod answer_change;
mod case;
mod change;
mod hold_back;
mod languages;
mod life;
mod mine;
mod model;
mod queue;
mod risk;
mod rules;
mod save;
mod state;
mod submit;
mod suspend;
mod take_over;
#[cfg(test)]
pub(crate) mod testing;
mod withdraw;

pub use admit::Admission;
pub(super) use admit::must_be_admitted;
pub use answer::{approve, ask_changes, decline};
pub use answer_change::{approve_change, decline_change};
pub use case::{Case, case};
pub use change::{Change, take_back};
pub(super) use change::{Words, pending_words};
pub(super) use hold_back::{hold_back_subject, hold_back_words};
pub use languages::change_languages;
pub use mine::{Application, my_application, my_reviews};
pub use model::{Claimed, Draft, Sample, Step};
pub use queue::{Cursor, Suspended, Waiting, queue, suspended, waiting};
pub use risk::Risk;
pub use save::save;
pub use state::State;
pub use submit::submit;
pub use suspend::{lift, suspend};
pub use withdraw::withdraw;
