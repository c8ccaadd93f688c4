use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the student, whose request the tutor cannot take on.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let tutor = &session.tutor_name;
    Letter {
        subject: format!("{tutor} cannot do {}", session.title()),
        opening: format!("{tutor} cannot take this session. The time is free again in your calendar."),
        quote: session.note_by(tutor),
        closing: "Another time may fit, or another tutor.".into(),
        ..Letter::about(session, reader)
    }
}
