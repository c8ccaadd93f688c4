//! What people earned and what it opened: points with their causes, levels, badges, streaks, boards.

mod address;
mod badge_page;
mod badges_page;
mod how_xp_works_page;
mod leaderboard_page;
mod league;
mod levels_page;
pub mod medal;
mod pictures;
mod place;
mod preference;
pub mod profile;
mod share;
pub(crate) mod words;
mod xp_page;

pub use badge_page::badge_page;
pub use badges_page::{act_on_badges, badges_page};
pub use how_xp_works_page::how_xp_works_page;
pub use leaderboard_page::{choose, leaderboard_page};
pub use levels_page::levels_page;
pub use share::share_image;
pub use xp_page::{saw_xp, xp_page};
