use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "companion",
    title: "Companion",
    sentence: "You saw three pieces of code through to the end, with two people.",
    rarity: Rarity::Rare,
    icon: "hand_heart",
    rule: || Rule::of(&["mentoring_finished"]).causes(3).givers(2),
};
