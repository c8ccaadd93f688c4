//! Finding tutors. Keeps rows for each tutor whose page is open, made anew whenever their sources change; owns no facts
//! but the questions that people keep. No question reads a whole table, whatever is asked (`docs/search.md`).

mod ask;
mod beside;
mod candidates;
mod cards;
mod correct;
mod currency;
mod cursor;
mod entry;
mod error;
mod events;
mod facets;
mod find;
mod free;
mod keep_up;
mod look;
mod loosen;
mod mask;
mod model;
mod personal;
mod prune;
pub mod reactions;
mod refresh;
mod saved;
mod suggest;
mod tally;
mod terms;
#[cfg(test)]
mod testing;
mod tiers;
mod together;
mod windows;
mod wish;
mod words;

#[cfg(test)]
mod explain_tests;
#[cfg(test)]
mod free_tests;

pub use ask::Asker;
pub use beside::{Fill, Health, LookAfter, Push, State, is_troubled, rebuild_beside, state};
pub use candidates::CAP;
pub use currency::with_currency;
pub use error::Error;
pub use events::Event;
pub use find::{PAGE, find};
pub use keep_up::{KeepTiers, KeepUp};
pub use loosen::loosen;
pub use model::{Facet, Facets, Hit, HitSubject, Loosened, Page, Part, Why};
pub(crate) use personal::PERSONAL;
pub use prune::prune;
pub use refresh::{rebuild_all, rebuild_if_empty};
pub use saved::{
    Deliver, SAVED_MAX, Saved, Stopping, Tell, edit_saved, remove_saved, save_search, saved, stop_alerts, stopping,
};
pub use suggest::suggest;
pub use together::{WantedTogether, groups_that_fit, wanted_together};
pub use windows::KNOWN_DAYS;
