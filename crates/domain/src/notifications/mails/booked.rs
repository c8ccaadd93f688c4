use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the tutor who said yes.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let student = &session.student_name;
    Letter {
        subject: format!("For your calendar: {}", session.title()),
        opening: format!("You said yes to {student}. Open the invitation, and the session stands in your calendar."),
        closing: "If something comes up, please cancel early, so that the time can go to someone else.".into(),
        ..Letter::about(session, reader)
    }
}
