use crate::notifications::{code::Code, letter::Letter};

/// To the reviewer whose suggestion it was.
pub(super) fn letter(code: &Code, thread: i32, reason: Option<&str>) -> Letter {
    let Code { actor, title, .. } = code;
    Letter {
        subject: format!("{actor} declined a suggestion of yours in {title}"),
        opening: format!(
            "{actor} has read what you suggested in thread #{thread}, and will not take it over as it is."
        ),
        quote: reason.map(|reason| (actor.clone(), reason.to_owned())),
        action: ("Read and answer", format!("/reviews/{}#t{thread}", code.submission)),
        ..Letter::on(code)
    }
}
