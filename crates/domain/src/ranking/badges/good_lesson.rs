use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "good-lesson",
    title: "A good lesson",
    sentence: "A student praised a session of yours.",
    rarity: Rarity::Common,
    icon: "graduation_cap",
    rule: || Rule::of(&["session_praised"]),
};
