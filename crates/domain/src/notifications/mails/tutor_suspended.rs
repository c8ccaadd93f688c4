use crate::notifications::{answer::Answer, letter::Letter};

/// To a tutor whose page is closed.
pub(super) fn letter(answer: &Answer) -> Letter {
    Letter {
        quote: answer.quote(),
        ..Letter::on_account(
            "Your page as a tutor is suspended",
            "A moderator has closed your page. Nobody finds it or books you until a moderator opens it again. Sessions that are booked stay.",
            "Put right what is wrong; a moderator can open it again at any time.",
            ("See where it stands", "/teach/apply"),
        )
    }
}
