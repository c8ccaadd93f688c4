use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "master-teacher",
    title: "Master teacher",
    sentence: "Twenty-five students, three subjects, and all of them glad they came.",
    rarity: Rarity::Legendary,
    icon: "crown",
    rule: || Rule::of(&["session_praised"]).causes(30).givers(25).topics(3),
};
