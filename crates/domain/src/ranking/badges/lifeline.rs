use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "lifeline",
    title: "Lifeline",
    sentence: "Quick to help, and great at it, within one month.",
    rarity: Rarity::Rare,
    icon: "clock",
    rule: || Rule::of(&["quick_help", "review_praised"]).causes(6).kinds(2).givers(2).within(30),
};
