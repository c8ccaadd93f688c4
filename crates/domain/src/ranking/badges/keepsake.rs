use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "keepsake",
    title: "Keepsake",
    sentence: "Suggestions of yours were worth keeping to several authors.",
    rarity: Rarity::Rare,
    icon: "gem",
    rule: || Rule::of(&["suggestion_accepted"]).causes(5).givers(3),
};
