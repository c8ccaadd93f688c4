use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "cornerstone".into(),
        title: "Cornerstone".into(),
        sentence: "Sixty people, five languages: a good part of this place stands on what you said.".into(),
        rarity: Rarity::Legendary,
        picture: Picture::Mountain,
        rule: Rule::of(&["suggestion_accepted", "issue_found", "review_praised"]).causes(100).givers(60).topics(5),
    }
}
