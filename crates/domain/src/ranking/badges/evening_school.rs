use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "evening-school",
    title: "Evening school",
    sentence: "You taught in each of six weeks in a row, and were praised for it.",
    rarity: Rarity::Ultimate,
    icon: "calendar",
    rule: || Rule::of(&["session_taught", "session_praised"]).causes(12).kinds(2).givers(3).weeks(6),
};
