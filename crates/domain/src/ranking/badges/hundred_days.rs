use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "hundred-days".into(),
        title: "A hundred days".into(),
        sentence: "A hundred days in a row.".into(),
        rarity: Rarity::Legendary,
        picture: Picture::Trophy,
        rule: Rule::default().streak(100),
    }
}
