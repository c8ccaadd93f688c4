use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "village",
    title: "Village",
    sentence: "Twenty different people were better off after you read their code.",
    rarity: Rarity::Ultimate,
    icon: "users",
    rule: || Rule::of(&["suggestion_accepted", "issue_found", "review_praised"]).causes(30).givers(20),
};
