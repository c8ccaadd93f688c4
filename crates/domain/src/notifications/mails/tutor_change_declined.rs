use crate::notifications::{answer::Answer, letter::Letter};

/// To a tutor whose page stays as it was.
pub(super) fn letter(answer: &Answer) -> Letter {
    Letter {
        quote: answer.quote(),
        ..Letter::on_account(
            "What you changed of your page was not approved",
            "A moderator has looked at what you changed of your page. It stays as others have seen it.",
            "You can change it in another way at any time.",
            ("Change your page", "/teach"),
        )
    }
}
