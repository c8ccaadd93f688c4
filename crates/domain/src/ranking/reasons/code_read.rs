use contract::ranking::Help;

use crate::{ranking::facts::Facts, reviews::Event};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "code_read",
    title: "Code read",
    sentence: "You showed your code, and somebody published a review of it.",
    guard: "Once for each review, given by its reviewer.",
    points: 2,
    most: 1,
    help: Help::Learning,
    is_given: true,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((event, submission)) = facts.of_review() else { return Vec::new() };
    let Event::Reviewed { review, author, reviewer, round: 1, .. } = *event else { return Vec::new() };
    vec![Move::Award(Award {
        person: author,
        cause: format!("review:{review}"),
        giver: Some(reviewer),
        times: 1,
        topic: facts.language(),
        path: format!("/reviews/{}", submission.id),
    })]
}
