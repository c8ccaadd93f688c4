use crate::notifications::{answer::Answer, letter::Letter};

/// To somebody who may not teach, for now.
pub(super) fn letter(answer: &Answer) -> Letter {
    Letter {
        quote: answer.quote(),
        ..Letter::on_account(
            "Your application to teach was declined",
            "A moderator has read your application and decided against it.",
            "What you wrote is kept. You can change it and apply again in 30 days.",
            ("Read your application", "/teach/apply"),
        )
    }
}
