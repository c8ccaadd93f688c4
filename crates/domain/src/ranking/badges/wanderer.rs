use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "wanderer",
    title: "Wanderer",
    sentence: "You learned something in four languages or subjects.",
    rarity: Rarity::Rare,
    icon: "map_pin",
    rule: || Rule::of(&["session_attended", "code_read", "revised"]).causes(6).topics(4),
};
