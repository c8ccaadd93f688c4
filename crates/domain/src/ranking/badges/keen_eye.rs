use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "keen-eye".into(),
        title: "Keen eye".into(),
        sentence: "You found what two authors went on to fix.".into(),
        rarity: Rarity::Common,
        picture: Picture::Eye,
        rule: Rule::of(&["issue_found"]).causes(3).givers(2),
    }
}
