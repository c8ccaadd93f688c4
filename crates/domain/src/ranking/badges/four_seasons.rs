use contract::ranking::Rarity;

use super::{Badge, Rule};

pub(super) static BADGE: Badge = Badge {
    slug: "four-seasons",
    title: "Four seasons",
    sentence: "Somebody had something from your reviews in each of thirteen weeks in a row.",
    rarity: Rarity::Ultimate,
    icon: "sun",
    rule: || Rule::of(&["suggestion_accepted", "issue_found", "review_praised"]).causes(13).givers(6).weeks(13),
};
