use crate::notifications::{answer::Answer, letter::Letter};

/// To a tutor whose page may be open again.
pub(super) fn letter(answer: &Answer) -> Letter {
    Letter {
        quote: answer.quote(),
        ..Letter::on_account(
            "Your page as a tutor is no longer suspended",
            "A moderator has lifted the suspension of your page. If it was open before, it is open again.",
            "",
            ("See your teaching", "/teach"),
        )
    }
}
