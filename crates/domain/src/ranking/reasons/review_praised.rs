use contract::ranking::Help;

use crate::{ranking::facts::Facts, reviews::Event};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "review_praised",
    title: "Review rated great",
    sentence: "The author rated your review as great.",
    guard: "Once for each review, given by its author.",
    points: 5,
    most: 1,
    help: Help::Reviewing,
    is_given: true,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((event, submission)) = facts.of_review() else { return Vec::new() };
    let Event::Rated { review, author, reviewer, .. } = *event else { return Vec::new() };
    if facts.review.as_ref().and_then(|review| review.rating.as_deref()) != Some("great") {
        return Vec::new();
    }
    vec![Move::Award(Award {
        person: reviewer,
        cause: format!("review:{review}"),
        giver: Some(author),
        times: 1,
        topic: facts.language(),
        path: format!("/reviews/{}", submission.id),
    })]
}
