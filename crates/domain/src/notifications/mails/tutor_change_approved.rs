use crate::notifications::{answer::Answer, letter::Letter};

/// To a tutor who changed their page.
pub(super) fn letter(answer: &Answer) -> Letter {
    Letter {
        quote: answer.quote(),
        ..Letter::on_account(
            "What you changed is public",
            "A moderator has looked at what you changed of your page. Everybody sees it from now on.",
            "",
            ("See your teaching", "/teach"),
        )
    }
}
