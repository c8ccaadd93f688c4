//! What people earn, on the page.

mod address;
mod leaderboard_page;
mod league;
mod place;
mod preference;
mod words;

pub use leaderboard_page::{choose, leaderboard_page};
