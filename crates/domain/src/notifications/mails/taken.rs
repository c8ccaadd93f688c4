use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To a tutor who offered other times with a no.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let student = &session.student_name;
    Letter {
        subject: format!("{student} takes {}", session.title()),
        opening: format!("{student} takes one of the times that you offered instead. It is settled for both of you."),
        quote: Some((student.clone(), session.message.clone())),
        ..Letter::about(session, reader)
    }
}
