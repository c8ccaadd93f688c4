use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "brave",
    title: "Brave",
    sentence: "You showed your code, and somebody read it.",
    rarity: Rarity::Common,
    icon: "sprout",
    rule: || Rule::of(&["code_read"]),
};
