use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "second-look".into(),
        title: "Second look".into(),
        sentence: "You came back for the next iteration, in two languages.".into(),
        rarity: Rarity::Common,
        picture: Picture::Repeat,
        rule: Rule::of(&["review_continued"]).causes(2).topics(2),
    }
}
