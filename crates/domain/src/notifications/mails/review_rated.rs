use contract::reviews::Rated;

use crate::notifications::{code::Code, letter::Letter};

/// To the reviewer: what the author made of their review.
pub(super) fn letter(code: &Code, rated: Rated, words: &str, thanked: bool) -> Letter {
    let Code { actor, title, .. } = code;
    let rated = rated.title();
    let thanks = if thanked { " And says thank you." } else { "" };
    Letter {
        subject: format!("{actor} rated your review of {title}: {rated}"),
        opening: format!("{actor} says of your review: {rated}.{thanks}"),
        quote: (!words.is_empty()).then(|| (actor.clone(), words.to_owned())),
        ..Letter::on(code)
    }
}
