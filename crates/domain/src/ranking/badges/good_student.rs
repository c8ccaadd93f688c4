use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "good-student".into(),
        title: "Good student".into(),
        sentence: "You came to a session, and told the tutor how it was.".into(),
        rarity: Rarity::Common,
        picture: Picture::Pencil,
        rule: Rule::of(&["session_attended", "session_rated"]).causes(2).kinds(2),
    }
}
