//! What people earn by helping and by learning. A ledger that only grows holds every point with its reason and its cause;
//! levels, boards and badges are derived from it and can be made anew. Entries come from reactions to what other modules
//! announce, and from nowhere else: no verb of another module knows that there are points.

mod append;
mod awards;
pub mod badges;
pub mod boards;
mod deeds;
mod due;
mod earlier;
mod error;
mod facts;
pub mod leagues;
mod ledger;
mod level;
mod personal;
mod privileges;
pub mod reactions;
mod reasons;
mod replay;
mod rings;
pub mod streaks;
#[cfg(test)]
pub(crate) mod testing;
mod trust;
mod verify;
mod weights;
pub mod xp;

pub use append::topic;
pub use badges::{CheckBadges, CheckEverybody};
pub use deeds::{Deed, DeedRow, deeds};
pub use due::{CAP, PAIR_DAYS};
pub use earlier::{Earlier, earlier};
pub use error::Error;
pub use level::{floor, level};
pub(crate) use personal::PERSONAL;
pub use privileges::{MENTOR, PRIVILEGES, Privilege};
pub use reasons::{REASONS, Reason, reason};
pub use replay::replay;
pub use rings::{
    Evidence, FindRings, Gift, RingRow, RingState, SettleRing, clear, confirm, find_rings, open_rings, reopen, rings,
};
pub use trust::{SettleGiven, TRUSTED_AT};
pub use verify::{Verified, Wrong, verify};
pub use weights::{
    Mover, Recalculate, Recalculation, VERSIONS_A_DAY, Version, WeightsPage, change_weights, preview, recalculate,
    weights_page,
};

#[cfg(test)]
#[path = "frugal_tests.rs"]
mod frugal_tests;
