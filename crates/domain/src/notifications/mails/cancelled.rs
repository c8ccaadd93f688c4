use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the side that did not cancel.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let other = session.other(reader);
    Letter {
        subject: format!("{other} cancelled {}", session.title()),
        opening: format!("{other} cancelled your session. The time is free again in your calendar."),
        quote: session.note_by(other),
        ..Letter::about(session, reader)
    }
}
