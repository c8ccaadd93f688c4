use crate::notifications::{code::Code, letter::Letter};

/// To each reviewer: there is a new version of what they read.
pub(super) fn letter(code: &Code, iteration: u32, note: &str, applied: i64) -> Letter {
    let Code { actor, title, .. } = code;
    let thanks = match applied {
        0 => String::new(),
        1 => " One of your suggestions is part of it.".into(),
        many => format!(" {many} of your suggestions are part of it."),
    };
    Letter {
        subject: format!("{actor} brought iteration {iteration} of {title}"),
        opening: format!("{actor} has changed the code that you are reviewing.{thanks}"),
        quote: (!note.is_empty()).then(|| (actor.clone(), note.to_owned())),
        closing: "It is your move now: have a look at what changed, and settle what is done.".into(),
        action: ("See what changed", format!("/reviews/{}", code.submission)),
        ..Letter::on(code)
    }
}
