use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "taken-over",
    title: "Taken over",
    sentence: "Lines that you suggested became part of somebody's code.",
    rarity: Rarity::Common,
    icon: "check",
    rule: || Rule::of(&["suggestion_accepted"]),
};
