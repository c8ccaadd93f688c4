use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "month".into(),
        title: "A month".into(),
        sentence: "Thirty days in a row.".into(),
        rarity: Rarity::Rare,
        picture: Picture::Moon,
        rule: Rule::default().streak(30),
    }
}
