use contract::reviews::Place;

use crate::notifications::{code::Code, letter::Letter};

/// To the other side of a thread.
pub(super) fn letter(code: &Code, thread: i32, place: &Place, text: &str) -> Letter {
    let Code { actor, title, .. } = code;
    Letter {
        subject: format!("{actor} commented on {title}"),
        opening: format!("{actor} has written about {}.", words(place)),
        quote: Some((actor.clone(), text.to_owned())),
        action: ("Read and answer", format!("/reviews/{}#t{thread}", code.submission)),
        ..Letter::on(code)
    }
}

fn words(place: &Place) -> String {
    match place {
        Place::Whole => "the whole of it".into(),
        Place::File { path } => path.clone(),
        Place::Lines { path, from, to } if from == to => format!("line {from} of {path}"),
        Place::Lines { path, from, to } => format!("lines {from} to {to} of {path}"),
    }
}
