use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "full-house".into(),
        title: "Full house".into(),
        sentence: "Four different students praised sessions of yours.".into(),
        rarity: Rarity::Rare,
        picture: Picture::BookOpen,
        rule: Rule::of(&["session_praised"]).causes(5).givers(4),
    }
}
