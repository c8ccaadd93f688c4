//! How the steps of a submission's timeline are said.

use contract::reviews::{Rated, Verdict};

use crate::ui::Tone;

/// What happened, and what was written about it. Some steps keep a word for us in the place of one for people: a number,
/// a verdict.
pub fn said(happened: &str, note: &str) -> (String, String) {
    let number = |what: &str| if note.is_empty() { what.to_owned() } else { format!("{what} #{note}") };
    let with =
        |what: &str, known: Option<&str>| known.map_or_else(|| what.to_owned(), |word| format!("{what}: {word}"));
    let ours = match happened {
        "reviewed" => with("published a review", note.parse::<Verdict>().ok().map(Verdict::title)),
        "rated" => with("rated the review", note.parse::<Rated>().ok().map(Rated::title)),
        "applied" if note.is_empty() => "applied a suggestion".into(),
        "applied" => format!("applied suggestions, which made iteration {note}"),
        "undone" => format!("took suggestions back, which made iteration {note}"),
        "declined" => number("declined a suggestion in thread"),
        "reconsidered" => number("thinks again about a suggestion in thread"),
        "reopened" => number("opened a thread again:"),
        "said_fixed" => number("has fixed thread"),
        "settled" => number("settled thread"),
        "dropped" => number("dropped thread"),
        "nudged" => match note {
            "" => "A reminder went out".into(),
            days => format!("A reminder went out after {days} days"),
        },
        "timed_out" if note == "reviewer" => "Four weeks without a word: the place is free again".into(),
        "timed_out" => "Four weeks without a word: it was closed".into(),
        other => return (of_people(other).into(), note.to_owned()),
    };
    (ours, String::new())
}

fn of_people(happened: &str) -> &'static str {
    match happened {
        "submitted" => "asked for a review",
        "claimed" => "claimed the review",
        "extended" => "took another half hour",
        "lapsed" => "The claim ran out",
        "iterated" => "made a new iteration",
        "left" => "left the review",
        "reviewer_changed" => "asked for another reviewer",
        "finished" => "finished",
        "closed" => "withdrew it",
        _ => "did something",
    }
}

pub fn tone(happened: &str) -> Tone {
    match happened {
        "submitted" | "iterated" | "applied" => Tone::Ember,
        "reviewed" | "claimed" => Tone::Info,
        "settled" | "finished" | "rated" => Tone::Success,
        "left" | "closed" | "timed_out" | "lapsed" | "reviewer_changed" => Tone::Warning,
        _ => Tone::Neutral,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_for_us_is_said_to_people() {
        for (happened, note, words) in [
            ("reviewed", "needs_work", "published a review: Needs work"),
            ("reviewed", "", "published a review"),
            ("rated", "great", "rated the review: Great"),
            ("settled", "3", "settled thread #3"),
            ("declined", "3", "declined a suggestion in thread #3"),
            ("nudged", "7", "A reminder went out after 7 days"),
        ] {
            assert_eq!(said(happened, note), (words.to_owned(), String::new()));
        }
        assert_eq!(said("iterated", "Faster."), ("made a new iteration".into(), "Faster.".into()));
    }

    #[test]
    fn every_step_that_is_remembered_has_words() {
        let remembered = "submitted claimed extended lapsed reviewed iterated applied undone declined reconsidered reopened said_fixed \
                          settled dropped rated left reviewer_changed nudged timed_out finished closed";
        for happened in remembered.split_whitespace() {
            assert_ne!(said(happened, "").0, "did something", "{happened}");
        }
    }
}
