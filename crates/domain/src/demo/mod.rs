//! People, tutors, and two months of sessions and code reviews that make the place look lived in, and tutors by the
//! hundred thousand for measuring.
//!
//! This is the one exception to the walls: it writes into the tables of accounts, tutors, bookings and reviews directly,
//! in bulk, and stands outside the module graph. It tells nobody: events are kept without jobs, so that what people earn can be
//! made from them, and search is made anew. Everyone it makes is marked as a
//! demo person, and it refuses a database that holds anyone else.

mod applicants;
mod dice;
mod earn;
mod error;
mod favourites;
mod fields;
mod generate;
mod history;
mod known;
mod life;
mod messages;
mod names;
mod people;
mod plan;
mod reviews;
#[cfg(test)]
mod reviews_tests;
mod rubrics;
mod searches;
mod seed;
mod sessions;
#[cfg(test)]
mod tests;
mod tutors;
mod weekly;
mod words;
mod write;

pub use earn::earn;
pub use error::Error;
pub use generate::generate_tutors;
pub use seed::{Seeded, seed};

/// The password of everyone in the demo.
pub const PASSWORD: &str = "tutorforge-demo";
