use contract::ranking::{Picture, Rarity};

use super::{Badge, Rule};

pub(super) fn badge() -> Badge {
    Badge {
        slug: "four-seasons".into(),
        title: "Four seasons".into(),
        sentence: "Somebody had something from your reviews in each of thirteen weeks in a row.".into(),
        rarity: Rarity::Ultimate,
        picture: Picture::Sun,
        rule: Rule::of(&["suggestion_accepted", "issue_found", "review_praised"]).causes(13).givers(6).weeks(13),
    }
}
