use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "all-ears",
    title: "All ears",
    sentence: "Read, taken over, revised, confirmed, rated: you make the most of what others see.",
    rarity: Rarity::Ultimate,
    icon: "ear",
    rule: || {
        Rule::of(&["code_read", "suggestion_applied", "revised", "fix_confirmed", "review_rated"])
            .causes(8)
            .kinds(5)
            .within(60)
    },
};
