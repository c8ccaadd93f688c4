use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "second-look",
    title: "Second look",
    sentence: "You came back for the next iteration, in two languages.",
    rarity: Rarity::Common,
    icon: "repeat",
    rule: || Rule::of(&["review_continued"]).causes(2).topics(2),
};
