use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "full-house",
    title: "Full house",
    sentence: "Four different students praised sessions of yours.",
    rarity: Rarity::Rare,
    icon: "book_open",
    rule: || Rule::of(&["session_praised"]).causes(5).givers(4),
};
