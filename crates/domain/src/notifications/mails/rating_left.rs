use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the side that has not said how it was.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let other = session.other(reader);
    Letter {
        subject: format!("{other} said how {} was", session.title()),
        opening: format!(
            "{other} said how your session was. You read it once you have said it as well, or two weeks after the session: \
             so neither of you writes with an eye on the other."
        ),
        action: ("Say how it was", format!("/bookings/{}", session.booking)),
        ..Letter::about(session, reader)
    }
}
