use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "journeyman".into(),
        title: "Journeyman".into(),
        sentence: "Level 5, with thanks from five people.".into(),
        rarity: Rarity::Rare,
        picture: Picture::Award,
        rule: Rule::default().level(5).givers(5),
    }
}
