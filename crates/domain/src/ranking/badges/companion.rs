use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "companion".into(),
        title: "Companion".into(),
        sentence: "You saw three pieces of code through to the end, with two people.".into(),
        rarity: Rarity::Rare,
        picture: Picture::HandHeart,
        rule: Rule::of(&["mentoring_finished"]).causes(3).givers(2),
    }
}
