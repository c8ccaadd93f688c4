use chrono::TimeDelta;
use contract::ranking::Help;

use crate::{ranking::facts::Facts, reviews::Event};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "quick_help",
    title: "Quick help",
    sentence: "You published a review within a day after it was asked for.",
    guard: "Once for each review.",
    points: 3,
    most: 1,
    help: Help::Reviewing,
    is_given: false,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((event, submission)) = facts.of_review() else { return Vec::new() };
    let Event::Reviewed { review, reviewer, round: 1, .. } = *event else { return Vec::new() };
    if !facts.within(TimeDelta::days(1)) {
        return Vec::new();
    }
    vec![Move::Award(Award {
        person: reviewer,
        cause: format!("review:{review}"),
        giver: None,
        times: 1,
        topic: facts.language(),
        path: format!("/reviews/{}", submission.id),
    })]
}
