use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "master-teacher".into(),
        title: "Master teacher".into(),
        sentence: "Twenty-five students, three subjects, and all of them glad they came.".into(),
        rarity: Rarity::Legendary,
        picture: Picture::Crown,
        rule: Rule::of(&["session_praised"]).causes(30).givers(25).topics(3),
    }
}
