use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "whole-craft",
    title: "The whole craft",
    sentence: "Everything a reviewer can do well, within one month.",
    rarity: Rarity::Ultimate,
    icon: "compass",
    rule: || {
        Rule::of(&[
            "review_published",
            "suggestion_accepted",
            "issue_found",
            "review_continued",
            "quick_help",
            "review_praised",
        ])
        .causes(6)
        .kinds(6)
        .within(30)
    },
};
