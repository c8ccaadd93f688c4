use contract::ranking::Help;

use crate::{bookings::Event, ranking::facts::Facts};

use super::{Award, Move, Reason};

pub(super) static REASON: Reason = Reason {
    slug: "session_taught",
    title: "Session taught",
    sentence: "You taught a session, and the student rated it with three stars or more.",
    guard: "Once for each session, given by the student's rating.",
    points: 15,
    most: 1,
    help: Help::Teaching,
    is_given: true,
    moves,
};

fn moves(facts: &Facts) -> Vec<Move> {
    let Some((Event::Rated { .. }, booking)) = facts.of_booking() else { return Vec::new() };
    if booking.stars.is_none_or(|stars| stars < 3) {
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
