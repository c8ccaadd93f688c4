use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "steady-reader".into(),
        title: "Steady reader".into(),
        sentence: "A review of yours was published in each of four weeks in a row.".into(),
        rarity: Rarity::Rare,
        picture: Picture::CalendarCheck,
        rule: Rule::of(&["review_published"]).causes(4).topics(2).weeks(4),
    }
}
