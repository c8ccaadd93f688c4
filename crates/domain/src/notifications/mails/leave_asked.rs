use chrono::{DateTime, Utc};

use crate::{
    notifications::{facts::Recipient, letter::Letter},
    when,
};

/// To somebody who asked to be erased, or whose account somebody else has used for that.
pub(super) fn letter(until: DateTime<Utc>, reader: &Recipient) -> Letter {
    let until = when::moment(until, reader.reader, None);
    Letter::on_account(
        &format!("Your account at TutorForge will be deleted on {until}"),
        &format!(
            "You asked to delete your account. You are signed out everywhere, and nobody sees you any more. On {until} it is done, \
             and cannot be undone."
        ),
        "Until then you can keep it: sign in, and say so. If it was not you who asked, do that now, and choose a new password.",
        ("Sign in and keep the account", "/leaving"),
    )
}
