use crate::notifications::{answer::Answer, letter::Letter};

/// To somebody who may teach from now on.
pub(super) fn letter(answer: &Answer) -> Letter {
    Letter {
        quote: answer.quote(),
        ..Letter::on_account(
            "You may teach at TutorForge",
            "A moderator has read your application and approved it. What you wrote stands on your page; nobody else sees it yet.",
            "Say what a lesson costs and when you are free, then open your page to students.",
            ("Finish your page", "/teach"),
        )
    }
}
