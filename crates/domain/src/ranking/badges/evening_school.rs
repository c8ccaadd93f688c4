use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "evening-school".into(),
        title: "Evening school".into(),
        sentence: "You taught in each of six weeks in a row, and were praised for it.".into(),
        rarity: Rarity::Ultimate,
        picture: Picture::Calendar,
        rule: Rule::of(&["session_taught", "session_praised"]).causes(12).kinds(2).givers(3).weeks(6),
    }
}
