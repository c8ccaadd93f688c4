use crate::notifications::{code::Code, letter::Letter};

/// To each reviewer: the author has what they came for.
pub(super) fn letter(code: &Code) -> Letter {
    let Code { actor, title, .. } = code;
    Letter {
        subject: format!("{actor} finished {title}"),
        opening: format!("{actor} has what they came for, with your help. Thank you for reviewing."),
        closing: "What was said stays readable.".into(),
        ..Letter::on(code)
    }
}
