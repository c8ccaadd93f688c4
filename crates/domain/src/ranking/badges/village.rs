use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "village".into(),
        title: "Village".into(),
        sentence: "Twenty different people were better off after you read their code.".into(),
        rarity: Rarity::Ultimate,
        picture: Picture::Users,
        rule: Rule::of(&["suggestion_accepted", "issue_found", "review_praised"]).causes(30).givers(20),
    }
}
