use contract::ranking::Help;

use crate::{ranking::facts::Facts, reviews::Event};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "fix_confirmed",
    title: "Fix confirmed",
    sentence: "You fixed what a reviewer found, and they confirmed it.",
    guard: "Once for each thread, and the reviewer has to confirm it.",
    points: 2,
    most: 1,
    help: Help::Learning,
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
        person: author,
        cause: format!("thread:{thread}"),
        giver: Some(reviewer),
        times: 1,
        topic: facts.language(),
        path: format!("/reviews/{}", submission.id),
    })]
}
