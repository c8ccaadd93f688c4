use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "forge-master",
    title: "Master of the forge",
    sentence: "Level 12, with thanks from twenty-five people in five languages or subjects.",
    rarity: Rarity::Legendary,
    icon: "medal",
    rule: || Rule::default().level(12).givers(25).topics(5),
};
