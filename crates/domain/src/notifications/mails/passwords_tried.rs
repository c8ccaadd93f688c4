use crate::notifications::letter::Letter;

/// To somebody whose password strangers try to guess, once a day at most.
pub(super) fn letter() -> Letter {
    Letter::on_account(
        "Somebody tried many passwords for your account",
        "Somebody tried to sign in to your account at TutorForge again and again, from devices and networks that you have \
         not used here. We let only a few tries through, so guessing takes them very long. On devices that you have used \
         here before you sign in as always.",
        "If your password is short, or you use it elsewhere too, choose another one. The same helps if we ask you to wait on \
         a new device: the code in our mail opens it. While this goes on we tell you once a day.",
        ("Choose a new password", "/reset"),
    )
}
