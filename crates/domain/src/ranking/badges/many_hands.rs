use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "many-hands",
    title: "Many hands",
    sentence: "Five different people were better off after you read their code.",
    rarity: Rarity::Rare,
    icon: "handshake",
    rule: || Rule::of(&["suggestion_accepted", "issue_found", "review_praised"]).causes(8).givers(5),
};
