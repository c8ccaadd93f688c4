use crate::notifications::{code::Code, letter::Letter};

/// To each reviewer of what its author has withdrawn or left alone.
pub(super) fn letter(code: &Code) -> Letter {
    let title = &code.title;
    Letter {
        subject: format!("{title} is closed"),
        opening: format!(
            "\"{title}\" was withdrawn, or its author did not come back to it. It needs no more of your time."
        ),
        closing: "What was said stays readable. Thank you for reviewing.".into(),
        ..Letter::on(code)
    }
}
