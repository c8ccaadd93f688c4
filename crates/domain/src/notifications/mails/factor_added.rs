use crate::notifications::letter::Letter;

/// To somebody of whom something is asked besides the password from now on.
pub(super) fn letter(what: &str) -> Letter {
    Letter::on_account(
        "Signing in at TutorForge has a second step now",
        &format!(
            "Somebody who is signed in as you has set up {what}: from now on it is asked for when you sign in. All other \
             sessions have ended. If that was you, there is nothing to do."
        ),
        "If it was not you, remove it now and choose a new password. If you cannot get in, write to the people who look after \
         this place.",
        ("See your second step", "/settings/security/factors"),
    )
}
