use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "hundred-days",
    title: "A hundred days",
    sentence: "A hundred days in a row.",
    rarity: Rarity::Legendary,
    icon: "trophy",
    rule: || Rule::default().streak(100),
};
