use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "taken-over".into(),
        title: "Taken over".into(),
        sentence: "Lines that you suggested became part of somebody's code.".into(),
        rarity: Rarity::Common,
        picture: Picture::Check,
        rule: Rule::of(&["suggestion_accepted"]),
    }
}
