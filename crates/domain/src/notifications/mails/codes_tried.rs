use crate::notifications::letter::Letter;

/// To somebody whose password another knows.
pub(super) fn letter() -> Letter {
    Letter::on_account(
        "Somebody knows your password at TutorForge",
        "Somebody has signed in with your password, or by a provider of yours, and then tried several codes of your second \
         step. None was right, so they are not in. If that was you, there is nothing to do.",
        "If it was not you, your password is not a secret any more: choose another one now.",
        ("Choose a new password", "/reset"),
    )
}
