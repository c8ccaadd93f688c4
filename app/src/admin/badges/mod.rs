//! Badges that admins write.

mod badge_page;
mod fields;
mod list_page;
mod trial;

use contract::ranking::BadgeState;

use crate::ui::prelude::Tone;

pub use badge_page::{change_badge, make_badge, new_badge_page, written_badge_page};
pub use list_page::written_badges_page;

fn tone(state: BadgeState) -> Tone {
    match state {
        BadgeState::Draft => Tone::Info,
        BadgeState::Given => Tone::Success,
        BadgeState::Retired => Tone::Neutral,
    }
}
