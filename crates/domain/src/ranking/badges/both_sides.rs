use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "both-sides",
    title: "Both sides",
    sentence: "Your code was read, and your own review was called great.",
    rarity: Rarity::Rare,
    icon: "refresh",
    rule: || Rule::of(&["code_read", "review_praised"]).causes(2).kinds(2),
};
