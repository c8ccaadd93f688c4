use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "brave".into(),
        title: "Brave".into(),
        sentence: "You showed your code, and somebody read it.".into(),
        rarity: Rarity::Common,
        picture: Picture::Sprout,
        rule: Rule::of(&["code_read"]),
    }
}
