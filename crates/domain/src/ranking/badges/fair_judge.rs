use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "fair-judge".into(),
        title: "Fair judge".into(),
        sentence: "You told reviewers how they did, in two languages.".into(),
        rarity: Rarity::Rare,
        picture: Picture::Scale,
        rule: Rule::of(&["review_rated"]).causes(3).topics(2),
    }
}
