use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "onwards".into(),
        title: "Onwards".into(),
        sentence: "You went on after a review and made it better.".into(),
        rarity: Rarity::Common,
        picture: Picture::ArrowUpRight,
        rule: Rule::of(&["revised"]),
    }
}
