//! Finding tutors. Keeps one row for each tutor whose page is open, made anew whenever its sources change; owns no
//! facts. A question is one round trip, and none of them reads the whole table.

mod answer;
mod candidates;
mod correct;
mod currency;
mod cursor;
mod facets;
mod find;
mod loosen;
mod model;
pub mod reactions;
mod refresh;
mod suggest;
#[cfg(test)]
mod testing;

#[cfg(test)]
mod explain_tests;

pub use answer::answer;
pub use candidates::CAP;
pub use currency::with_currency;
pub use find::{PAGE, find};
pub use loosen::loosen;
pub use model::{Facet, Facets, Hit, HitSubject, Loosened, Page, Part, Why};
pub use refresh::{rebuild_all, rebuild_if_empty};
pub use suggest::suggest;
