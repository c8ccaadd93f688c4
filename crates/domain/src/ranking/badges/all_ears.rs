use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "all-ears".into(),
        title: "All ears".into(),
        sentence: "Read, taken over, revised, confirmed, rated: you make the most of what others see.".into(),
        rarity: Rarity::Ultimate,
        picture: Picture::Ear,
        rule: Rule::of(&["code_read", "suggestion_applied", "revised", "fix_confirmed", "review_rated"])
            .causes(8)
            .kinds(5)
            .within(60),
    }
}
