use crate::notifications::{letter::Letter, waiting::Waiting};

/// To somebody who has not read what was written to them.
pub(super) fn letter(waiting: &Waiting) -> Letter {
    let Waiting { from, handle, count, text } = waiting;
    let subject = match count {
        1 => format!("{from} wrote to you"),
        count => format!("{from} wrote to you: {count} messages"),
    };
    Letter {
        subject,
        opening: format!("{from} wrote to you and waits for an answer."),
        quote: Some((from.clone(), text.clone())),
        closing: "We write once, however many messages come until you have read them.".into(),
        action: ("Read and answer", format!("/messages/{handle}")),
        ..Letter::on_account("", "", "", ("", ""))
    }
}
