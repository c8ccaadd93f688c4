use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "first-thanks".into(),
        title: "First thanks".into(),
        sentence: "An author called a review of yours great.".into(),
        rarity: Rarity::Common,
        picture: Picture::Heart,
        rule: Rule::of(&["review_praised"]),
    }
}
