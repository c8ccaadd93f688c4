use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To a student who asked for a time that several asked for.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let tutor = &session.tutor_name;
    Letter {
        subject: format!("{tutor} took somebody else for {}", session.title()),
        opening: format!(
            "Several had asked {tutor} for that time, and one of them was accepted. It was not you this time."
        ),
        closing: "Another time may fit, or another tutor.".into(),
        ..Letter::about(session, reader)
    }
}
