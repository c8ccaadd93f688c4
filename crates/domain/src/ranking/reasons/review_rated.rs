use contract::ranking::Help;

use crate::{ranking::facts::Facts, reviews::Event};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "review_rated",
    title: "Review rated",
    sentence: "You told a reviewer how their review was.",
    guard: "Once for each review.",
    points: 1,
    most: 1,
    help: Help::Learning,
    is_given: false,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((event, submission)) = facts.of_review() else { return Vec::new() };
    let Event::Rated { review, author, .. } = *event else { return Vec::new() };
    vec![Move::Award(Award {
        person: author,
        cause: format!("review:{review}"),
        giver: None,
        times: 1,
        topic: facts.language(),
        path: format!("/reviews/{}", submission.id),
    })]
}
