use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "thorough".into(),
        title: "Thorough".into(),
        sentence: "Three reviewers confirmed that you fixed what they found.".into(),
        rarity: Rarity::Rare,
        picture: Picture::ShieldCheck,
        rule: Rule::of(&["fix_confirmed"]).causes(5).givers(3),
    }
}
