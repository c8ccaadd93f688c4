use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "fair-judge",
    title: "Fair judge",
    sentence: "You told reviewers how they did, in two languages.",
    rarity: Rarity::Rare,
    icon: "scale",
    rule: || Rule::of(&["review_rated"]).causes(3).topics(2),
};
