use contract::ranking::Help;

use crate::{
    ranking::facts::{Facts, Kept},
    reviews::Event,
};

use super::{Award, Move, Reason, Reverse};

pub(super) static REASON: Reason = Reason {
    slug: "suggestion_accepted",
    title: "Suggestion accepted",
    sentence: "The author took lines over that you suggested.",
    guard: "Once for each suggestion. When the review is finished, lines that are gone again count no more; when the author undoes it, nothing does.",
    points: 10,
    most: 1,
    help: Help::Reviewing,
    is_given: true,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((event, submission)) = facts.of_review() else { return Vec::new() };
    match *event {
        Event::Applied { comment, author, reviewer, iteration, .. } if author != reviewer => {
            vec![Move::Award(Award {
                person: reviewer,
                cause: format!("suggestion:{comment}:{iteration}"),
                giver: Some(author),
                times: 1,
                topic: facts.language(),
                path: format!("/reviews/{}#c{comment}", submission.id),
            })]
        }
        Event::Undone { comment, reviewer, iteration, .. } => {
            vec![Reverse::all(reviewer, format!("suggestion:{comment}:{iteration}"))]
        }
        Event::Finished { .. } => facts.kept.iter().filter(|one| one.lines < one.brought).map(partly).collect(),
        _ => Vec::new(),
    }
}

/// Of lines that are gone again, their part is taken back.
fn partly(one: &Kept) -> Move {
    let cause = format!("suggestion:{}:{}", one.comment, one.iteration);
    Move::Reverse(Reverse { person: one.reviewer, cause, part: (one.brought - one.lines, one.brought) })
}
