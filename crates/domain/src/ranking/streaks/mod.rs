//! Days in a row on which somebody earned something by their own work. A streak is worked out from the days, whenever it is
//! asked for; only its longest is kept, for the rules of badges.

mod count;
mod forgive;
mod keep;
mod read;

pub use count::{FREEZE_EVERY, FREEZES, Streak, streak};
pub use forgive::forgive;
pub(super) use keep::{keep, remember};
pub use read::of_person;
