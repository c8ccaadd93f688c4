//! People who give mostly to each other: found each night in what was given, looked at by moderators. What they gave each
//! other counts nothing meanwhile and comes back when it is cleared; nothing is deleted, and nobody is accused by a machine.

mod decide;
mod find;
mod page;
mod search;
mod settle;
#[cfg(test)]
#[path = "simulation_tests.rs"]
mod simulation;

pub use decide::{clear, confirm, reopen};
pub use find::Gift;
pub use page::{Evidence, RingRow, RingState, open_rings, rings};
pub use search::{FindRings, find_rings};
pub use settle::SettleRing;
