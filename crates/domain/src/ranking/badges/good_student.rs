use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "good-student",
    title: "Good student",
    sentence: "You came to a session, and told the tutor how it was.",
    rarity: Rarity::Common,
    icon: "pencil",
    rule: || Rule::of(&["session_attended", "session_rated"]).causes(2).kinds(2),
};
