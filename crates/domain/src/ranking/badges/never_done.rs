use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "never-done".into(),
        title: "Never done learning".into(),
        sentence: "Fifteen people read your code and you went on every time, for eight weeks in a row.".into(),
        rarity: Rarity::Legendary,
        picture: Picture::Infinity,
        rule: Rule::of(&["code_read", "revised", "fix_confirmed"]).causes(40).kinds(3).givers(15).weeks(8),
    }
}
