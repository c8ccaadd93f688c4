use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the other side, when a proposed time was declined or taken back.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let other = session.other(reader);
    Letter {
        subject: format!("It stays at {}", session.title()),
        opening: format!("{other} declined the other time, or took it back. Your session stays where it is."),
        quote: session.note_by(other),
        ..Letter::about(session, reader)
    }
}
