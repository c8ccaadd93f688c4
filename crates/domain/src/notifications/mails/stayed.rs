use crate::notifications::letter::Letter;

/// To somebody who was about to leave.
pub(super) fn letter() -> Letter {
    Letter::on_account(
        "Your account at TutorForge stays",
        "You chose to keep your account. Everything is as it was, and others see you again.",
        "If it was not you, choose a new password now.",
        ("Go to your settings", "/settings"),
    )
}
