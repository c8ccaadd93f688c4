use contract::ranking::Help;

use crate::{bookings::Event, ranking::facts::Facts};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "session_attended",
    title: "Session attended",
    sentence: "You took part in a session that you had booked.",
    guard: "Once for each session that is marked as done.",
    points: 3,
    most: 1,
    help: Help::Learning,
    is_given: false,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((Event::Completed { .. }, booking)) = facts.of_booking() else { return Vec::new() };
    vec![Move::Award(Award {
        person: booking.student,
        cause: format!("booking:{}", booking.id),
        giver: None,
        times: 1,
        topic: facts.subject(),
        path: format!("/bookings/{}", booking.id),
    })]
}
