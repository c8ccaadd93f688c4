use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "week".into(),
        title: "A week".into(),
        sentence: "Seven days in a row.".into(),
        rarity: Rarity::Common,
        picture: Picture::Flame,
        rule: Rule::default().streak(7),
    }
}
