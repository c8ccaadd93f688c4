use crate::notifications::{code::Code, letter::Letter};

/// To a reviewer whose place is free again, because the author asked for somebody else.
pub(super) fn letter(code: &Code) -> Letter {
    let Code { actor, title, .. } = code;
    Letter {
        subject: format!("{actor} asked for another reviewer of {title}"),
        opening: format!(
            "{actor} would like somebody else to go on from here. Thank you for what you said: it stays readable."
        ),
        closing: "There is nothing to do for you.".into(),
        ..Letter::on(code)
    }
}
