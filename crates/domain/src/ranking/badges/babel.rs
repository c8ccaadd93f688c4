use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "babel".into(),
        title: "Tower of Babel".into(),
        sentence: "What you said was worth something in seven languages.".into(),
        rarity: Rarity::Legendary,
        picture: Picture::Globe,
        rule: Rule::of(&["suggestion_accepted", "issue_found", "review_praised"]).causes(14).givers(7).topics(7),
    }
}
