use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the side that waits.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let (other, minutes) = (session.other(reader), session.minutes.unwrap_or_default());
    Letter {
        subject: format!("{other} is about {minutes} minutes late"),
        opening: format!("{other} says that they come to {} about {minutes} minutes late.", session.title()),
        closing: "You need not do anything. The page of the session shows what they said last.".into(),
        ..Letter::about(session, reader)
    }
}
