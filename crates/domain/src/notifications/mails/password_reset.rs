use crate::notifications::letter::Letter;

/// To somebody whose password has been replaced by whoever reads their mail.
pub(super) fn letter() -> Letter {
    Letter::on_account(
        "Your password at TutorForge was replaced",
        "Your password was replaced with the code that we sent to this address. Every session has ended, so sign in with \
         the new one. Access tokens for programs were revoked as well: programs that need one get a new one from you.",
        "If it was not you, somebody else can read your mail. Secure your mailbox first, then choose a new password here.",
        ("Make new access tokens", "/settings/tokens"),
    )
}
