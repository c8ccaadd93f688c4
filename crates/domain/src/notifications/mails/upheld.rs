use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To both sides of a session that a moderator looked at.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let other = session.other(reader);
    Letter {
        subject: format!("Decided: {} took place", session.title()),
        opening: format!("A moderator looked at your session with {other} and decided that it took place."),
        quote: session.note_by("The moderator"),
        ..Letter::about(session, reader)
    }
}
