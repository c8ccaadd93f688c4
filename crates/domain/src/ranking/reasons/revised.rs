use contract::ranking::Help;

use crate::{ranking::facts::Facts, reviews::Event};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "revised",
    title: "Worked on after a review",
    sentence: "You worked on your code after a review, and the reviewer looked at it again.",
    guard: "Once for each review, given by its reviewer.",
    points: 3,
    most: 1,
    help: Help::Learning,
    is_given: true,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((event, submission)) = facts.of_review() else { return Vec::new() };
    let Event::Reviewed { review, author, reviewer, round: 2, .. } = *event else { return Vec::new() };
    vec![Move::Award(Award {
        person: author,
        cause: format!("review:{review}"),
        giver: Some(reviewer),
        times: 1,
        topic: facts.language(),
        path: format!("/reviews/{}", submission.id),
    })]
}
