use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the side by whose step a session was settled or moved: the other one has a mail of its own.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let other = session.other(reader);
    Letter {
        subject: format!("For your calendar: {}", session.title()),
        opening: format!("Your session with {other} is settled. Open the invitation, and it stands in your calendar."),
        closing: "If something comes up, please cancel early, so that the time can go to someone else.".into(),
        ..Letter::about(session, reader)
    }
}
