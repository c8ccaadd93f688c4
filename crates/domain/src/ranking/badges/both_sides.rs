use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "both-sides".into(),
        title: "Both sides".into(),
        sentence: "Your code was read, and your own review was called great.".into(),
        rarity: Rarity::Rare,
        picture: Picture::Refresh,
        rule: Rule::of(&["code_read", "review_praised"]).causes(2).kinds(2),
    }
}
