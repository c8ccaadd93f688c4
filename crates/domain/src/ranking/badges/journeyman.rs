use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "journeyman",
    title: "Journeyman",
    sentence: "Level 5, with thanks from five people.",
    rarity: Rarity::Rare,
    icon: "award",
    rule: || Rule::default().level(5).givers(5),
};
