use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "open-minded",
    title: "Open-minded",
    sentence: "You took suggestions of others over into your code.",
    rarity: Rarity::Common,
    icon: "lightbulb",
    rule: || Rule::of(&["suggestion_applied"]).causes(2),
};
