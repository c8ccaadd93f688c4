use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "lifeline".into(),
        title: "Lifeline".into(),
        sentence: "Quick to help, and great at it, within one month.".into(),
        rarity: Rarity::Rare,
        picture: Picture::Clock,
        rule: Rule::of(&["quick_help", "review_praised"]).causes(6).kinds(2).givers(2).within(30),
    }
}
