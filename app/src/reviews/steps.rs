//! How the steps of a submission's timeline are said.

use crate::ui::Tone;

pub fn said(happened: &str) -> &'static str {
    match happened {
        "submitted" => "asked for a review",
        "claimed" => "claimed the review",
        "extended" => "took another half hour",
        "released" => "gave the place back",
        "lapsed" => "The claim ran out",
        "reviewed" => "published a review",
        "commented" => "answered",
        "iterated" => "made a new iteration",
        "applied" => "applied a suggestion",
        "confirmed" => "confirmed a fix",
        "rated" => "rated the review",
        "left" => "left the review",
        "replaced" => "asked for another reviewer",
        "timed_out" => "Nobody moved for four weeks",
        "finished" => "finished",
        "closed" => "closed it",
        "withdrawn" => "withdrew it",
        _ => "did something",
    }
}

pub fn tone(happened: &str) -> Tone {
    match happened {
        "submitted" | "iterated" | "applied" => Tone::Ember,
        "reviewed" | "claimed" => Tone::Info,
        "confirmed" | "finished" | "rated" => Tone::Success,
        "left" | "closed" | "withdrawn" | "timed_out" | "lapsed" => Tone::Warning,
        _ => Tone::Neutral,
    }
}
