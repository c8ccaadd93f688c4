//! How a booking's state reads, and what comes next.

use domain::bookings::{Action, Side, State};

use crate::ui::Tone;

pub fn state_word(state: State) -> &'static str {
    match state {
        State::Requested => "Requested",
        State::Accepted => "Accepted",
        State::Declined => "Declined",
        State::Expired => "Ran out",
        State::Cancelled => "Cancelled",
        State::Completed => "Done",
    }
}

pub fn state_tone(state: State) -> Tone {
    match state {
        State::Requested => Tone::Warning,
        State::Accepted => Tone::Success,
        State::Completed => Tone::Info,
        State::Declined | State::Cancelled => Tone::Danger,
        State::Expired => Tone::Neutral,
    }
}

/// The next step in a few words, from the reader's side; `other` is the other one's name.
pub fn next_step(state: State, side: Side, actions: &[Action], other: &str) -> String {
    let can = |action| actions.contains(&action);
    match (state, side) {
        (State::Requested, Side::Tutor) => {
            "Your answer is awaited. Unanswered, it runs out when its time comes.".into()
        }
        (State::Requested, Side::Student) => format!("{other} has not answered yet."),
        (State::Accepted, _) if can(Action::Complete) => "It has ended. Mark it as done if it took place.".into(),
        (State::Accepted, _) => "It is settled. You can still cancel.".into(),
        (State::Completed, Side::Student) if can(Action::Rate) => "How was it? Your rating helps others choose.".into(),
        (State::Completed, Side::Tutor) if can(Action::Reply) => "You can reply to the rating, once.".into(),
        (State::Completed, _) => "Nothing is left to do.".into(),
        (State::Declined, Side::Student) => "You can ask for another time, or find another tutor.".into(),
        (State::Expired, Side::Student) => "It was not answered in time. You can ask again.".into(),
        (State::Declined | State::Expired | State::Cancelled, _) => "The time is free again.".into(),
    }
}
