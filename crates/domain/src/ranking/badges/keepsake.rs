use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "keepsake".into(),
        title: "Keepsake".into(),
        sentence: "Suggestions of yours were worth keeping to several authors.".into(),
        rarity: Rarity::Rare,
        picture: Picture::Gem,
        rule: Rule::of(&["suggestion_accepted"]).causes(5).givers(3),
    }
}
