use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To both sides of a session that was asked for at a tutor who takes all requests.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    if session.is_student(reader) { to_student(session, reader) } else { to_tutor(session, reader) }
}

fn to_student(session: &Session, reader: &Recipient) -> Letter {
    let tutor = &session.tutor_name;
    if session.is_seat {
        return Letter {
            subject: format!("You have a seat in {}", session.title()),
            opening: format!(
                "{tutor} and the others expect you. Whether enough come is decided when the time to join is over; you hear of it if not."
            ),
            closing: "If something comes up, please cancel early, so that the next in line can come.".into(),
            ..Letter::about(session, reader)
        };
    }
    Letter {
        subject: format!("You booked {}", session.title()),
        opening: format!("{tutor} takes all requests, so your session is settled."),
        closing: "If something comes up, please cancel early, so that the time can go to someone else.".into(),
        ..Letter::about(session, reader)
    }
}

fn to_tutor(session: &Session, reader: &Recipient) -> Letter {
    let student = &session.student_name;
    if session.is_seat {
        return Letter {
            subject: format!("{student} joins {}", session.title()),
            opening: format!("{student} has taken a seat in your group."),
            ..Letter::about(session, reader)
        };
    }
    Letter {
        subject: format!("{student} booked {}", session.title()),
        opening: format!("You take all requests, so your session with {student} is settled."),
        quote: Some((student.clone(), session.message.clone())),
        ..Letter::about(session, reader)
    }
}
