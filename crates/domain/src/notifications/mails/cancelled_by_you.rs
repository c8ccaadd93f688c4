use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the side that cancelled what stood in calendars.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let other = session.other(reader);
    Letter {
        subject: format!("You cancelled {}", session.title()),
        opening: format!(
            "You cancelled your session with {other}, who knows of it. This takes it out of your calendar."
        ),
        ..Letter::about(session, reader)
    }
}
