use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "cornerstone",
    title: "Cornerstone",
    sentence: "Sixty people, five languages: a good part of this place stands on what you said.",
    rarity: Rarity::Legendary,
    icon: "mountain",
    rule: || Rule::of(&["suggestion_accepted", "issue_found", "review_praised"]).causes(100).givers(60).topics(5),
};
