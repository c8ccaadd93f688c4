use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To somebody who had a seat in a group that does not take place.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let tutor = &session.tutor_name;
    let why = match session.note_by(tutor) {
        Some(_) => format!("{tutor} called it off."),
        None => "Too few had joined when the time to join was over.".into(),
    };
    Letter {
        subject: format!("{} does not take place", session.title()),
        opening: format!("{why} You get back everything that you paid, and the time is free again in your calendar."),
        quote: session.note_by(tutor),
        ..Letter::about(session, reader)
    }
}
