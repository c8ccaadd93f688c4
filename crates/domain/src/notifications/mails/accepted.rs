use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the student, whose request the tutor takes on.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let tutor = &session.tutor_name;
    Letter {
        subject: format!("{tutor} said yes to {}", session.title()),
        opening: format!("{tutor} looks forward to your session."),
        quote: session.note_by(tutor),
        closing: "If something comes up, please cancel early, so that the time can go to someone else.".into(),
        ..Letter::about(session, reader)
    }
}
