use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the tutor who is asked for a session.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let student = &session.student_name;
    Letter {
        subject: format!("{student} asks for {}", session.title()),
        opening: match session.series {
            0 | 1 => format!("{student} would like a session with you."),
            many => format!("{student} would like {many} sessions with you, of which this is the first."),
        },
        quote: Some((student.clone(), session.message.clone())),
        closing:
            "The page of the request says until when you can answer. After that it ends by itself, and the time is \
                  free again."
                .into(),
        action: ("Accept or decline", format!("/bookings/{}", session.booking)),
        ..Letter::about(session, reader)
    }
}
