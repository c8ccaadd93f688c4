use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "whole-craft".into(),
        title: "The whole craft".into(),
        sentence: "Everything a reviewer can do well, within one month.".into(),
        rarity: Rarity::Ultimate,
        picture: Picture::Compass,
        rule: Rule::of(&[
            "review_published",
            "suggestion_accepted",
            "issue_found",
            "review_continued",
            "quick_help",
            "review_praised",
        ])
        .causes(6)
        .kinds(6)
        .within(30),
    }
}
