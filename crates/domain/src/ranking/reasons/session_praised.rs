use contract::ranking::Help;

use crate::{bookings::Event, ranking::facts::Facts};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "session_praised",
    title: "Session rated with five stars",
    sentence: "A student found a session of yours excellent.",
    guard: "Once for each session, given by the student's rating.",
    points: 5,
    most: 1,
    help: Help::Teaching,
    is_given: true,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((Event::Rated { .. }, booking)) = facts.of_booking() else { return Vec::new() };
    if booking.stars != Some(5) {
        return Vec::new();
    }
    vec![Move::Award(Award {
        person: booking.tutor,
        cause: format!("booking:{}", booking.id),
        giver: Some(booking.student),
        times: 1,
        topic: facts.subject(),
        path: format!("/bookings/{}", booking.id),
    })]
}
