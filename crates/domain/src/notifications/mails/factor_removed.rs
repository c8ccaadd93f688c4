use crate::notifications::letter::Letter;

/// To somebody of whom less is asked from now on.
pub(super) fn letter(what: &str) -> Letter {
    Letter::on_account(
        "Your second step at TutorForge has changed",
        &format!(
            "You had set up {what} for signing in. It was removed and is not asked for any more, and other sessions have \
             ended. If that was you, or you have asked the people who look after this place, there is nothing to do."
        ),
        "If it was not you, choose a new password now: that ends every session. We send the code for it to this address.",
        ("It was not me: choose a new password", "/reset"),
    )
}
