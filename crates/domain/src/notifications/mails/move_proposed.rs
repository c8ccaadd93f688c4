use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the side that is asked whether the session can be moved.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let other = session.other(reader);
    Letter {
        subject: format!("{other} would like to move {}", session.title()),
        opening: format!("{other} proposes another time. The session stays where it is until you agree."),
        quote: session.note_by(other),
        closing: "The page says which time it is and until when you can answer.".into(),
        action: ("See the other time", format!("/bookings/{}", session.booking)),
        ..Letter::about(session, reader)
    }
}
