use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "wanderer".into(),
        title: "Wanderer".into(),
        sentence: "You learned something in four languages or subjects.".into(),
        rarity: Rarity::Rare,
        picture: Picture::MapPin,
        rule: Rule::of(&["session_attended", "code_read", "revised"]).causes(6).topics(4),
    }
}
