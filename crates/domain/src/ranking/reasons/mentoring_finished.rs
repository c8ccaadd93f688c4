use contract::ranking::Help;

use crate::{ranking::facts::Facts, reviews::Event};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "mentoring_finished",
    title: "Mentoring finished",
    sentence: "A submission that you reviewed was finished by its author.",
    guard: "Once for each submission and reviewer, given by the author.",
    points: 5,
    most: 1,
    help: Help::Reviewing,
    is_given: true,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((Event::Finished { submission, author, reviewers }, _)) = facts.of_review() else { return Vec::new() };
    let award = |reviewer| {
        Move::Award(Award {
            person: reviewer,
            cause: format!("submission:{submission}"),
            giver: Some(*author),
            times: 1,
            topic: facts.language(),
            path: format!("/reviews/{submission}"),
        })
    };
    reviewers.iter().copied().filter(|reviewer| reviewer != author).map(award).collect()
}
