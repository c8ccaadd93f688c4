use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To a student of whom the tutor said how it was.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let other = session.other(reader);
    Letter {
        subject: format!("{other} said how it was with you: {}", session.title()),
        opening: format!("What {other} said of your session can be read now, by the two of you."),
        action: ("Read it", format!("/bookings/{}", session.booking)),
        ..Letter::about(session, reader)
    }
}
