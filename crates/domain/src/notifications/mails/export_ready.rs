use chrono::{DateTime, Utc};

use crate::{
    notifications::{facts::Recipient, letter::Letter},
    when,
};

/// To somebody who asked for all that is held of them. The file itself does not go by mail.
pub(super) fn letter(until: DateTime<Utc>, reader: &Recipient) -> Letter {
    let until = when::moment(until, reader.reader, None);
    Letter::on_account(
        "The file of your data is ready",
        &format!("You asked for a file with all that TutorForge holds of you. It is ready, and kept until {until}."),
        "You sign in to fetch it, and show once more that it is you. If you did not ask for it, choose a new password now.",
        ("Fetch the file", "/settings/data"),
    )
}
