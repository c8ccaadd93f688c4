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
mod village;
mod wanderer;
mod week;
mod whole_craft;

use contract::ranking::Rarity;

pub use check::{CheckBadges, check_everybody};
pub use evaluate::{dry_run, evaluate};
pub use reveal::reveal;
pub use rule::Rule;
pub use shelf::{Held, Shares, of_person};

/// One badge.
#[derive(Debug)]
pub struct Badge {
    /// As it stands in its address.
    pub slug: &'static str,
    pub title: &'static str,
    /// What it rewards, in a sentence.
    pub sentence: &'static str,
    pub rarity: Rarity,
    /// The name of its picture.
    pub icon: &'static str,
    pub rule: fn() -> Rule,
}

/// All of them, in the order in which people read them.
pub static BADGES: [&Badge; 34] = [
    &first_thanks::BADGE,
    &taken_over::BADGE,
    &keen_eye::BADGE,
    &second_look::BADGE,
    &keepsake::BADGE,
    &many_hands::BADGE,
    &village::BADGE,
    &cornerstone::BADGE,
    &polyglot::BADGE,
    &babel::BADGE,
    &lifeline::BADGE,
    &steady_reader::BADGE,
    &four_seasons::BADGE,
    &whole_craft::BADGE,
    &good_lesson::BADGE,
    &full_house::BADGE,
    &evening_school::BADGE,
    &master_teacher::BADGE,
    &companion::BADGE,
    &brave::BADGE,
    &open_minded::BADGE,
    &onwards::BADGE,
    &thorough::BADGE,
    &fair_judge::BADGE,
    &all_ears::BADGE,
    &never_done::BADGE,
    &good_student::BADGE,
    &wanderer::BADGE,
    &both_sides::BADGE,
    &week::BADGE,
    &month::BADGE,
    &hundred_days::BADGE,
    &journeyman::BADGE,
    &forge_master::BADGE,
];

/// The badge of that name.
pub fn badge(slug: &str) -> Option<&'static Badge> {
    BADGES.into_iter().find(|badge| badge.slug == slug)
}
