use contract::ranking::Help;

use crate::{ranking::facts::Facts, reviews::Event};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "review_continued",
    title: "Came back to a review",
    sentence: "You looked again after the author had worked on it.",
    guard: "Once for each review, whatever the number of rounds.",
    points: 2,
    most: 1,
    help: Help::Reviewing,
    is_given: false,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((event, submission)) = facts.of_review() else { return Vec::new() };
    let Event::Reviewed { review, reviewer, round: 2, .. } = *event else { return Vec::new() };
    vec![Move::Award(Award {
        person: reviewer,
        cause: format!("review:{review}"),
        giver: None,
        times: 1,
        topic: facts.language(),
        path: format!("/reviews/{}", submission.id),
    })]
}
