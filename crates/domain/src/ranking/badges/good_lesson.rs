use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "good-lesson".into(),
        title: "A good lesson".into(),
        sentence: "A student praised a session of yours.".into(),
        rarity: Rarity::Common,
        picture: Picture::GraduationCap,
        rule: Rule::of(&["session_praised"]),
    }
}
