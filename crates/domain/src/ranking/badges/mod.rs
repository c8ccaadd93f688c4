//! Badges: one file each, with what it rewards and the rule that says when. None is for doing much alone: each asks for what
//! others thought of it, for breadth or for steadiness.

mod all_ears;
mod babel;
mod both_sides;
mod brave;
mod check;
mod companion;
mod cornerstone;
mod evaluate;
mod evening_school;
mod fair_judge;
mod first_thanks;
mod forge_master;
mod four_seasons;
mod full_house;
mod good_lesson;
mod good_student;
mod hundred_days;
mod journeyman;
mod keen_eye;
mod keepsake;
mod lifeline;
mod many_hands;
mod master_teacher;
mod month;
mod never_done;
mod onwards;
mod open_minded;
mod polyglot;
mod reveal;
mod rule;
mod second_look;
mod shelf;
mod steady_reader;
mod taken_over;
#[cfg(test)]
#[path = "badges_tests.rs"]
mod tests;
mod thorough;
mod trial;
mod village;
mod wanderer;
mod week;
mod whole_craft;
mod written;

use std::sync::LazyLock;

use contract::ranking::{Picture, Rarity};

pub use check::{CheckBadges, CheckEverybody, check_everybody};
pub use contract::ranking::Rule;
pub use reveal::reveal;
pub use rule::conditions;
pub use shelf::{Held, Shares, of_person};
pub use trial::{Trial, dry_run};
pub use written::{Found, Written, delete_draft, find, give, given, retire, write, written, written_badges};

/// One badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// As it stands in its address.
    pub slug: String,
    pub title: String,
    /// What it rewards, in a sentence.
    pub sentence: String,
    pub rarity: Rarity,
    pub picture: Picture,
    pub rule: Rule,
}

/// Those that come with the program, in the order in which people read them.
pub static SHIPPED: LazyLock<Vec<Badge>> = LazyLock::new(|| {
    vec![
        first_thanks::badge(),
        taken_over::badge(),
        keen_eye::badge(),
        second_look::badge(),
        keepsake::badge(),
        many_hands::badge(),
        village::badge(),
        cornerstone::badge(),
        polyglot::badge(),
        babel::badge(),
        lifeline::badge(),
        steady_reader::badge(),
        four_seasons::badge(),
        whole_craft::badge(),
        good_lesson::badge(),
        full_house::badge(),
        evening_school::badge(),
        master_teacher::badge(),
        companion::badge(),
        brave::badge(),
        open_minded::badge(),
        onwards::badge(),
        thorough::badge(),
        fair_judge::badge(),
        all_ears::badge(),
        never_done::badge(),
        good_student::badge(),
        wanderer::badge(),
        both_sides::badge(),
        week::badge(),
        month::badge(),
        hundred_days::badge(),
        journeyman::badge(),
        forge_master::badge(),
    ]
});

/// The badge of that name that comes with the program.
pub fn shipped(slug: &str) -> Option<&'static Badge> {
    SHIPPED.iter().find(|badge| badge.slug == slug)
}
