use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "steady-reader",
    title: "Steady reader",
    sentence: "A review of yours was published in each of four weeks in a row.",
    rarity: Rarity::Rare,
    icon: "calendar_check",
    rule: || Rule::of(&["review_published"]).causes(4).topics(2).weeks(4),
};
