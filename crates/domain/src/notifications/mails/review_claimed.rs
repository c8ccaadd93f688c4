use crate::notifications::{code::Code, letter::Letter};

/// To the author, whose code somebody has begun to read.
pub(super) fn letter(code: &Code) -> Letter {
    let Code { actor, title, .. } = code;
    Letter {
        subject: format!("{actor} is reading your code: {title}"),
        opening: format!("{actor} has taken on \"{title}\" and is reading it."),
        closing: "There is nothing to do for you until the review is out. We write again then.".into(),
        ..Letter::on(code)
    }
}
