use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the side that is said not to have come.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let other = session.other(reader);
    Letter {
        subject: format!("{other} says that you did not come to {}", session.title()),
        opening: format!("{other} checked in, waited, and says that you did not come."),
        quote: session.note_by(other),
        closing: "If it was not so, say so within three days, and a moderator looks at it. After that it stands."
            .into(),
        action: ("See what you can do", format!("/bookings/{}", session.booking)),
        ..Letter::about(session, reader)
    }
}
