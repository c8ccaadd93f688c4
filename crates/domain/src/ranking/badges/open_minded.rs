use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "open-minded".into(),
        title: "Open-minded".into(),
        sentence: "You took suggestions of others over into your code.".into(),
        rarity: Rarity::Common,
        picture: Picture::Lightbulb,
        rule: Rule::of(&["suggestion_applied"]).causes(2),
    }
}
