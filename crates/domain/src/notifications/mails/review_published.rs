use contract::reviews::Verdict;

use crate::notifications::{code::Code, letter::Letter};

/// To the author: a round of a review is out.
pub(super) fn letter(code: &Code, verdict: Verdict, summary: &str) -> Letter {
    let Code { actor, title, .. } = code;
    let verdict = verdict.title();
    Letter {
        subject: format!("{actor} reviewed {title}: {verdict}"),
        opening: format!("{actor} has read your code and says: {verdict}."),
        quote: Some((actor.clone(), summary.to_owned())),
        closing: "It is your move now: answer, apply what convinces you, or bring a new iteration.".into(),
        action: ("Read the review", format!("/reviews/{}", code.submission)),
        ..Letter::on(code)
    }
}
