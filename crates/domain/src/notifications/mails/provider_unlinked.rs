use crate::notifications::letter::Letter;

/// To somebody whose account has one way in less.
pub(super) fn letter(provider: &str) -> Letter {
    Letter::on_account(
        &format!("{provider} does not open your account at TutorForge any more"),
        &format!(
            "Somebody who is signed in as you has unlinked {provider} from your account, and all other sessions have \
             ended. If that was you, there is nothing to do."
        ),
        "If it was not you, choose a new password now: that ends every session. We send the code for it to this address.",
        ("It was not me: choose a new password", "/reset"),
    )
}
