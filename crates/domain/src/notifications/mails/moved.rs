use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the side that proposed to move the session.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let other = session.other(reader);
    Letter {
        subject: format!("{other} agrees: {}", session.title()),
        opening: format!("{other} agrees to the time that you proposed. The old one is free again."),
        ..Letter::about(session, reader)
    }
}
