use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "onwards",
    title: "Onwards",
    sentence: "You went on after a review and made it better.",
    rarity: Rarity::Common,
    icon: "arrow_up_right",
    rule: || Rule::of(&["revised"]),
};
