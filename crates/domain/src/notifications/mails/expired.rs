use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To either side of a request that nobody answered in time.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    if session.is_student(reader) { to_student(session, reader) } else { to_tutor(session, reader) }
}

fn to_student(session: &Session, reader: &Recipient) -> Letter {
    let tutor = &session.tutor_name;
    Letter {
        subject: format!("No answer in time: {}", session.title()),
        opening: format!("{tutor} did not answer in time, so your request has ended. We are sorry."),
        closing: "You can ask for another time, or look for someone who is free sooner.".into(),
        ..Letter::about(session, reader)
    }
}

fn to_tutor(session: &Session, reader: &Recipient) -> Letter {
    let student = &session.student_name;
    Letter {
        subject: format!("{student}'s request ran out: {}", session.title()),
        opening: format!("{student} asked you for a session and had no answer in time, so the request has ended."),
        closing: "A request ends by itself after the hours that you have to answer, and an hour before the start."
            .into(),
        ..Letter::about(session, reader)
    }
}
