use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "month",
    title: "A month",
    sentence: "Thirty days in a row.",
    rarity: Rarity::Rare,
    icon: "moon",
    rule: || Rule::default().streak(30),
};
