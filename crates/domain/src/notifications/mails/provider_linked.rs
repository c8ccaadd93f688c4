use crate::notifications::letter::Letter;

/// To somebody whose account has another way in.
pub(super) fn letter(provider: &str) -> Letter {
    Letter::on_account(
        &format!("{provider} opens your account at TutorForge now"),
        &format!(
            "Somebody who is signed in as you has linked {provider} with your account: whoever signs in there as they do \
             comes in here as you. If that was you, there is nothing to do."
        ),
        "If it was not you, unlink it now, end the sessions that are not yours, and choose a new password.",
        ("See how your account is opened", "/settings/security/providers"),
    )
}
