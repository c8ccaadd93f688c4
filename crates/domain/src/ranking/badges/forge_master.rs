use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "forge-master".into(),
        title: "Master of the forge".into(),
        sentence: "Level 12, with thanks from twenty-five people in five languages or subjects.".into(),
        rarity: Rarity::Legendary,
        picture: Picture::Medal,
        rule: Rule::default().level(12).givers(25).topics(5),
    }
}
