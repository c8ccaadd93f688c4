use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the tutor, whose session was rated.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let student = &session.student_name;
    let stars = session.stars;
    Letter {
        subject: format!("{student} rated {}: {stars} of 5", session.title()),
        opening: format!("{student} gave your session {stars} of 5 stars."),
        quote: Some((student.clone(), session.words.clone())),
        closing: "You can reply once; the reply stands below the rating on your page.".into(),
        action: ("Read and reply", format!("/bookings/{}", session.booking)),
        ..Letter::about(session, reader)
    }
}
