use crate::notifications::{answer::Answer, letter::Letter};

/// To somebody whose application comes back.
pub(super) fn letter(answer: &Answer) -> Letter {
    let parts: Vec<_> = answer.parts.iter().map(|part| part.title()).collect();
    let opening = format!(
        "A moderator has read your application and would like you to change something before they decide: {}.",
        parts.join(", ")
    );
    Letter {
        quote: answer.quote(),
        ..Letter::on_account(
            "Your application to teach: one more thing",
            &opening,
            "Change it and send it again. It waits for nothing else.",
            ("Change it", "/teach/apply"),
        )
    }
}
