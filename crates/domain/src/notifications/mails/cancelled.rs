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
        closing: "What was said about it stands on the session's page.".into(),
        ..Letter::about(session, reader)
    }
}
