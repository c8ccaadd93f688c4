use crate::notifications::{code::Code, letter::Letter};

/// To the author, whose code is without a reviewer again.
pub(super) fn letter(code: &Code) -> Letter {
    let Code { actor, title, .. } = code;
    let closing = if code.public {
        "It is back in the queue, at the place for which it has waited. There is nothing to do for you."
    } else {
        "Whoever has the link can take the place now. You may want to share it again."
    };
    Letter {
        subject: format!("{title} is free for another reviewer"),
        opening: format!("{actor} does not review your code any more."),
        closing: closing.into(),
        ..Letter::on(code)
    }
}
