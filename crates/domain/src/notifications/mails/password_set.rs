use crate::notifications::letter::Letter;

/// To somebody who had no password until now.
pub(super) fn letter() -> Letter {
    Letter::on_account(
        "Your account at TutorForge has a password now",
        "A password was set in the settings of your account: with it and this address you can come in from now on. All \
         other sessions have ended. If that was you, there is nothing to do.",
        "If it was not you, choose another password now. We send the code for that to this address.",
        ("It was not me: choose a new password", "/reset"),
    )
}
