use contract::ranking::Help;

use crate::{bookings::Event, ranking::facts::Facts};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "session_rated",
    title: "Session rated",
    sentence: "You told a tutor how a session was.",
    guard: "Once for each session.",
    points: 1,
    most: 1,
    help: Help::Learning,
    is_given: false,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((Event::Rated { .. }, booking)) = facts.of_booking() else { return Vec::new() };
    vec![Move::Award(Award {
        person: booking.student,
        cause: format!("booking:{}", booking.id),
        giver: None,
        times: 1,
        topic: facts.subject(),
        path: format!("/bookings/{}", booking.id),
    })]
}
