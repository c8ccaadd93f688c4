use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "thorough",
    title: "Thorough",
    sentence: "Three reviewers confirmed that you fixed what they found.",
    rarity: Rarity::Rare,
    icon: "shield_check",
    rule: || Rule::of(&["fix_confirmed"]).causes(5).givers(3),
};
