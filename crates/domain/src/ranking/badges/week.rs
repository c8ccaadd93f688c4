use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "week",
    title: "A week",
    sentence: "Seven days in a row.",
    rarity: Rarity::Common,
    icon: "flame",
    rule: || Rule::default().streak(7),
};
