use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "polyglot",
    title: "Polyglot",
    sentence: "What you said was worth something in three languages.",
    rarity: Rarity::Rare,
    icon: "languages",
    rule: || Rule::of(&["suggestion_accepted", "issue_found", "review_praised"]).causes(3).topics(3),
};
