use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "never-done",
    title: "Never done learning",
    sentence: "Fifteen people read your code and you went on every time, for eight weeks in a row.",
    rarity: Rarity::Legendary,
    icon: "infinity",
    rule: || Rule::of(&["code_read", "revised", "fix_confirmed"]).causes(40).kinds(3).givers(15).weeks(8),
};
