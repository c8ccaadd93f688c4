use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "many-hands".into(),
        title: "Many hands".into(),
        sentence: "Five different people were better off after you read their code.".into(),
        rarity: Rarity::Rare,
        picture: Picture::Handshake,
        rule: Rule::of(&["suggestion_accepted", "issue_found", "review_praised"]).causes(8).givers(5),
    }
}
