//! What an offering is, in words.

use contract::tutors::{Approval, Length, OfferingTerms, Place};

use crate::{bookings::policy_words, money::money};

/// `60 minutes · €30`.
pub fn length_words(length: Length, currency: &str) -> String {
    format!("{} minutes · {}", length.minutes, price_words(length.price_minor, currency))
}

pub fn price_words(minor: i64, currency: &str) -> String {
    if minor == 0 { "free".into() } else { money(minor, currency) }
}

/// `30 minutes €15, 60 minutes €30`.
pub fn lengths_words(lengths: &[Length], currency: &str) -> String {
    let words = lengths.iter().map(|l| format!("{} minutes {}", l.minutes, price_words(l.price_minor, currency)));
    words.collect::<Vec<_>>().join(", ")
}

/// How it is booked and where people meet.
pub fn terms_words(terms: &OfferingTerms) -> String {
    let hours = terms.answer_hours;
    let answer = match (terms.seats, terms.approval, terms.competing) {
        (Some(seats), ..) => {
            format!("{} to {} people, who join until {} hours before", seats.min, seats.max, seats.join_hours)
        }
        (None, Approval::AtOnce, _) => "Taken at once".to_owned(),
        (None, Approval::ByHand, false) => format!("Answered within {hours} hours"),
        (None, Approval::ByHand, true) => format!("Answered within {hours} hours, several may ask for a time"),
    };
    format!("{answer} · {} · {}", place_words(terms.place), policy_words(terms.policy))
}

fn place_words(place: Place) -> &'static str {
    match place {
        Place::Room => "in a room here",
        Place::BigBlueButton => "by BigBlueButton",
        Place::LiveKit => "by LiveKit",
        Place::Link => "by the tutor’s own link",
        Place::InPerson => "in person",
    }
}
