use crate::notifications::letter::Letter;

/// To somebody whose password has been changed by whoever knew it.
pub(super) fn letter() -> Letter {
    Letter::on_account(
        "Your password at TutorForge was changed",
        "Your password was changed in the settings of your account. All other sessions have ended; access tokens for \
         programs go on working. If that was you, there is nothing to do.",
        "If it was not you, choose a new password now. We send the code for that to this address.",
        ("It was not me: choose a new password", "/reset"),
    )
}
