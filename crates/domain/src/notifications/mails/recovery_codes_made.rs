use crate::notifications::letter::Letter;

/// To somebody who has another sheet of recovery codes.
pub(super) fn letter() -> Letter {
    Letter::on_account(
        "You have new recovery codes for TutorForge",
        "Somebody who is signed in as you has made new recovery codes. Those of before do not count any more. If that was \
         you, there is nothing to do.",
        "If it was not you, make new ones now, end the sessions that are not yours, and choose a new password.",
        ("See your second step", "/settings/security/factors"),
    )
}
