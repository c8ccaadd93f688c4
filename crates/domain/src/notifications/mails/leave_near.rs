use chrono::{DateTime, Utc};

use crate::{
    notifications::{facts::Recipient, letter::Letter},
    when,
};

/// To somebody who asked to be erased, shortly before.
pub(super) fn letter(until: DateTime<Utc>, reader: &Recipient) -> Letter {
    let until = when::moment(until, reader.reader, None);
    Letter::on_account(
        &format!("Last chance: your account at TutorForge is deleted on {until}"),
        &format!("You asked to delete your account. On {until} that is done, and cannot be undone."),
        "If you want to keep it, sign in before that and say so. Otherwise there is nothing to do.",
        ("Sign in and keep the account", "/leaving"),
    )
}
