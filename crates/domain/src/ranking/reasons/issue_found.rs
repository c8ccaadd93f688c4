use contract::ranking::Help;

use crate::{ranking::facts::Facts, reviews::Event};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "issue_found",
    title: "Problem found",
    sentence: "A problem that you pointed out was fixed, and you confirmed it.",
    guard: "Once for each thread, and the author has to say first that it is fixed.",
    points: 2,
    most: 1,
    help: Help::Reviewing,
    is_given: true,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((event, submission)) = facts.of_review() else { return Vec::new() };
    let Event::Confirmed { thread, author, reviewer, .. } = *event else { return Vec::new() };
    if author == reviewer {
        return Vec::new();
    }
    vec![Move::Award(Award {
        person: reviewer,
        cause: format!("thread:{thread}"),
        giver: Some(author),
        times: 1,
        topic: facts.language(),
        path: format!("/reviews/{}", submission.id),
    })]
}
