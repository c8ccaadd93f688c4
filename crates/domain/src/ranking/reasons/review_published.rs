use contract::ranking::Help;

use crate::{ranking::facts::Facts, reviews::Event};

use super::{Award, Move, Reason, Reverse};

pub(super) static REASON: Reason = Reason {
    slug: "review_published",
    title: "Review published",
    sentence: "You read somebody's code and published what you think of it.",
    guard: "Once for each review, by the lines that were before you: up to 50 count once, up to 150 twice, up to 400 five times, up to 1,000 ten times, more twenty times. A review that its author rates as a problem counts nothing.",
    points: 1,
    most: 20,
    help: Help::Reviewing,
    is_given: false,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let (Some((event, submission)), Some(review)) = (facts.of_review(), facts.review.as_ref()) else {
        return Vec::new();
    };
    let cause = format!("review:{}", review.id);
    match event {
        Event::Reviewed { round: 1, .. } => vec![Move::Award(Award {
            person: review.reviewer,
            cause,
            giver: None,
            times: size(review.lines),
            topic: facts.language(),
            path: format!("/reviews/{}", submission.id),
        })],
        Event::Rated { .. } if review.rating.as_deref() == Some("problematic") => {
            vec![Reverse::all(review.reviewer, cause)]
        }
        _ => Vec::new(),
    }
}

/// Tiny, small, medium, large, massive.
fn size(lines: i32) -> i32 {
    match lines {
        ..=50 => 1,
        51..=150 => 2,
        151..=400 => 5,
        401..=1_000 => 10,
        _ => 20,
    }
}
