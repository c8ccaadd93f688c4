use contract::ranking::Help;

use crate::{ranking::facts::Facts, reviews::Event};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "suggestion_applied",
    title: "Suggestion taken over",
    sentence: "You took over lines that a reviewer suggested.",
    guard: "Once for each suggestion.",
    points: 1,
    most: 1,
    help: Help::Learning,
    is_given: false,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((event, submission)) = facts.of_review() else { return Vec::new() };
    let Event::Applied { comment, author, reviewer, iteration, .. } = *event else { return Vec::new() };
    if author == reviewer {
        return Vec::new();
    }
    vec![Move::Award(Award {
        person: author,
        cause: format!("suggestion:{comment}:{iteration}"),
        giver: None,
        times: 1,
        topic: facts.language(),
        path: format!("/reviews/{}", submission.id),
    })]
}
