use super::confirm_address;
use crate::{
    accounts::codes::{About, Written},
    notifications::letter::Letter,
};

/// To someone who has just joined: the code that confirms their address.
pub(super) fn letter(written: &Written) -> Letter {
    if written.about == About::Taken {
        return confirm_address::letter(written);
    }
    Letter {
        subject: format!("Welcome to TutorForge, {}", written.to),
        opening:
            "Good to have you here. Please confirm that this is your address: it is how answers reach you. For a day \
                  everything is open to you anyway; after that you can look around, and go on once you have confirmed."
                .into(),
        closing: "The code is good for 24 hours; the page sends another whenever you need one. If it was not you who \
                  joined, you can leave this mail alone."
            .into(),
        ..Letter::with(written, "Confirm my address", "/verify")
    }
}
