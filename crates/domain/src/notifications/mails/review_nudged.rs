use crate::notifications::{code::Code, letter::Letter};

/// To the one whose turn it has been for 7, 14, 21 and at last 28 days.
pub(super) fn letter(code: &Code, days: u32) -> Letter {
    let (subject, opening, closing) = if code.is_mine { to_author(code, days) } else { to_reviewer(code, days) };
    Letter { subject, opening, closing: closing.into(), ..Letter::on(code) }
}

fn to_author(Code { title, .. }: &Code, days: u32) -> (String, String, &'static str) {
    match days {
        ..14 => (
            format!("{title} waits for you"),
            "Your code was reviewed a week ago, and it is your move.".into(),
            "Answer, apply what convinces you, bring a new iteration, or finish it if it is good now.",
        ),
        14..21 => (
            format!("{title} has waited for you for two weeks"),
            "Your reviewer would like to know what became of their words.".into(),
            "If it is good now, finish it: that is one click, and they hear of it.",
        ),
        21..28 => (
            format!("{title} will be closed in a week"),
            "Your code has waited for you for three weeks.".into(),
            "Any answer keeps it open. If it is good now, finish it.",
        ),
        _ => (
            format!("{title} is closed"),
            "Your code has waited for you for four weeks, so we have closed it.".into(),
            "What was said stays readable, and you can submit your code anew at any time.",
        ),
    }
}

fn to_reviewer(Code { title, .. }: &Code, days: u32) -> (String, String, &'static str) {
    match days {
        ..14 => (
            format!("{title} waits for your review"),
            "The author has answered a week ago, and it is your move.".into(),
            "Have a look at what changed, and publish what you think of it.",
        ),
        14..21 => (
            format!("{title} has waited for your review for two weeks"),
            "The author is still waiting for you.".into(),
            "If you have no time for it, give the place back: somebody else may have some.",
        ),
        21..28 => (
            format!("Your place as a reviewer of {title} is kept for one more week"),
            "The author has waited for you for three weeks.".into(),
            "Publish what you think of the latest iteration, or give the place back.",
        ),
        _ => (
            format!("Your place as a reviewer of {title} is free again"),
            "The author has waited for you for four weeks, so somebody else may take over.".into(),
            "What you have published stays yours.",
        ),
    }
}
