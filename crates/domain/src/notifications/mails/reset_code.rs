use crate::{accounts::codes::Written, notifications::letter::Letter};

/// To somebody who has forgotten their password, or somebody says so.
pub(super) fn letter(written: &Written) -> Letter {
    Letter {
        subject: "Choose a new password for TutorForge".into(),
        opening:
            "Somebody, we hope you, has forgotten the password of your account. With this code you choose a new one."
                .into(),
        closing:
            "The code is good for 30 minutes, and once. If it was not you, leave this mail alone: nothing changes \
                  without the code. Never give it to anybody; we do not ask for it."
                .into(),
        ..Letter::with(written, "Choose a new password", "/reset")
    }
}
