use crate::{
    accounts::codes::{About, Written},
    notifications::letter::Letter,
};

/// To an address that somebody says is theirs.
pub(super) fn letter(written: &Written) -> Letter {
    match written.about {
        About::Next => next(written),
        About::Taken => taken(),
        About::Own | About::Reset => own(written),
    }
}

fn own(written: &Written) -> Letter {
    Letter {
        subject: "Your code for TutorForge".into(),
        opening: "This is another code to confirm your address. Earlier ones count no more.".into(),
        closing: "It is good for 24 hours, and once.".into(),
        ..Letter::with(written, "Confirm my address", "/verify")
    }
}

fn next(written: &Written) -> Letter {
    Letter {
        subject: "Confirm your new address for TutorForge".into(),
        opening:
            "You asked to use this address for your account. It is yours there as soon as you confirm it; until then \
                  nothing changes."
                .into(),
        closing:
            "The code is good for 24 hours, and once. If you did not ask for this, leave this mail alone: without the \
                  code nobody can use your address."
                .into(),
        ..Letter::with(written, "Confirm this address", "/verify")
    }
}

/// To the owner of an account whose address somebody else has typed. Nothing of that other person is told.
fn taken() -> Letter {
    Letter::on_account(
        "Somebody tried to use your address at TutorForge",
        "Somebody asked to use this address for another account. It belongs to yours, so nothing has changed, and they \
         were not told that you are here.",
        "If it was you, with a second account: sign in to this one, or give the other another address. Otherwise there \
         is nothing to do for you.",
        ("Sign in", "/signin"),
    )
}
