use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "keen-eye",
    title: "Keen eye",
    sentence: "You found what two authors went on to fix.",
    rarity: Rarity::Common,
    icon: "eye",
    rule: || Rule::of(&["issue_found"]).causes(3).givers(2),
};
