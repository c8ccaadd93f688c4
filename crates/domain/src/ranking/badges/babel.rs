use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "babel",
    title: "Tower of Babel",
    sentence: "What you said was worth something in seven languages.",
    rarity: Rarity::Legendary,
    icon: "globe",
    rule: || Rule::of(&["suggestion_accepted", "issue_found", "review_praised"]).causes(14).givers(7).topics(7),
};
