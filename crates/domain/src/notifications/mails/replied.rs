use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the student, whose rating the tutor answered.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let tutor = &session.tutor_name;
    Letter {
        subject: format!("{tutor} replied to your rating of {}", session.subject),
        opening: format!("{tutor} has read your rating and answered it."),
        quote: Some((tutor.clone(), session.reply.clone())),
        ..Letter::about(session, reader)
    }
}
