use crate::notifications::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// To each side, a day, an hour and ten minutes before.
pub(super) fn letter(session: &Session, reader: &Recipient) -> Letter {
    let (other, subject) = (session.other(reader), &session.subject);
    let closing = match session.minutes {
        Some(..=10) => "Your session page has the way in, and a button for when you are running late.",
        _ => "Something has come up? The sooner you say so, the better.",
    };
    Letter {
        subject: format!("{}: {subject} with {other}", capital(&when(session.minutes.unwrap_or_default()))),
        opening: format!("{subject} with {other} begins {}.", when(session.minutes.unwrap_or_default())),
        closing: closing.into(),
        ..Letter::about(session, reader)
    }
}

fn when(minutes: i64) -> String {
    match minutes {
        1440 => "in a day".into(),
        60 => "in an hour".into(),
        minutes => format!("in {minutes} minutes"),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
