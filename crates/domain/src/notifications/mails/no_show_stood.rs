use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To both sides, once nobody can dispute it any more.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let other = session.other(reader);
    Letter {
        subject: format!("It did not take place: {}", session.title()),
        opening: format!(
            "One of you and {other} said that the other did not come, and nobody said otherwise for three days. It stands."
        ),
        ..Letter::about(session, reader)
    }
}
