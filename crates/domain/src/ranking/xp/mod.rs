//! What people see of what was earned. Everyone sees the points of everyone, unless they chose to be hidden; where a point
//! came from is shown to others only as far as its cause is public and tells nobody's name who wants to be unknown.

mod entries;
mod news;
mod standing;
mod time;
mod worth;

#[cfg(test)]
#[path = "xp_tests.rs"]
mod tests;

pub use entries::{Cursor, Entry, Giver, Page, entries};
pub use news::{Earned, News, earned_since, news, seen};
pub use standing::{Standing, hides, standing};
pub use time::{Day, Week, weeks, year};
pub use worth::worth;
