use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To the side whose claim is disputed.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let other = session.other(reader);
    Letter {
        subject: format!("{other} says that it was not so: {}", session.title()),
        opening: format!(
            "{other} disputes that they did not come. A moderator looks at it, and you both hear of the decision."
        ),
        quote: session.note_by(other),
        ..Letter::about(session, reader)
    }
}
