use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the student, who has asked for a session.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let tutor = &session.tutor_name;
    Letter {
        subject: format!("You asked {tutor} for {}", session.title()),
        opening: match session.series {
            0 | 1 => format!("Your request is on its way to {tutor}, and the time is held for you."),
            many => {
                format!("Your request for {many} sessions is on its way to {tutor}, and the times are held for you.")
            }
        },
        closing: format!("We write again as soon as {tutor} answers. Until then you can withdraw it."),
        action: ("See your request", format!("/bookings/{}", session.booking)),
        ..Letter::about(session, reader)
    }
}
