use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "first-thanks",
    title: "First thanks",
    sentence: "An author called a review of yours great.",
    rarity: Rarity::Common,
    icon: "heart",
    rule: || Rule::of(&["review_praised"]),
};
