use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// Asks the student how it was; tells the tutor that it counts as done.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    if session.is_student(reader) { to_student(session, reader) } else { to_tutor(session, reader) }
}

fn to_student(session: &Session, reader: &Recipient) -> Letter {
    let tutor = &session.tutor_name;
    Letter {
        subject: format!("How was {} with {tutor}?", session.subject),
        opening: "Your session is marked as done.".into(),
        closing: format!("A few honest words help {tutor}, and those who come after you."),
        action: ("Rate the session", format!("/bookings/{}", session.booking)),
        ..Letter::about(session, reader)
    }
}

fn to_tutor(session: &Session, reader: &Recipient) -> Letter {
    let student = &session.student_name;
    Letter {
        subject: format!("{} counts as done", session.title()),
        opening: format!(
            "{student} said that your session took place, or three days have passed and nobody said otherwise. It now \
             counts among those you have taught."
        ),
        closing: "We write again if it is rated.".into(),
        ..Letter::about(session, reader)
    }
}
