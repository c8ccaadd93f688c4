use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "polyglot".into(),
        title: "Polyglot".into(),
        sentence: "What you said was worth something in three languages.".into(),
        rarity: Rarity::Rare,
        picture: Picture::Languages,
        rule: Rule::of(&["suggestion_accepted", "issue_found", "review_praised"]).causes(3).topics(3),
    }
}
