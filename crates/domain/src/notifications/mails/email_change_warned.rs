use crate::notifications::letter::Letter;

/// To the address that is to be replaced, at once.
pub(super) fn letter() -> Letter {
    Letter::on_account(
        "Your address at TutorForge is about to change",
        "Somebody who is signed in as you, and knows your password, asked to use another address for your account. It \
         changes when they confirm the mail that we sent there. If that was you, there is nothing to do here.",
        "If it was not you, choose a new password now: that ends every session, and the other address counts no more.",
        ("It was not me: choose a new password", "/reset"),
    )
}
