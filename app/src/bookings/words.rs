//! How a booking's state reads, what comes next, and what it costs to cancel.

use chrono::{DateTime, Utc};
use contract::bookings::Policy;
use domain::{
    bookings::{Action, Bands, Because, Refund, Side, State, bands},
    when::Reader,
};

use crate::{money::money, time, ui::Tone};

pub fn state_word(state: State) -> &'static str {
    match state {
        State::Held => "Held for you",
        State::Requested => "Requested",
        State::Accepted => "Accepted",
        State::InSession => "In session",
        State::NoShowClaimed => "Somebody did not come",
        State::Disputed => "Disputed",
        State::Declined => "Declined",
        State::Expired => "Ran out",
        State::Cancelled => "Cancelled",
        State::Completed => "Done",
    }
}

pub fn state_tone(state: State) -> Tone {
    match state {
        State::Held | State::Requested | State::NoShowClaimed | State::Disputed => Tone::Warning,
        State::Accepted | State::InSession => Tone::Success,
        State::Completed => Tone::Info,
        State::Declined | State::Cancelled => Tone::Danger,
        State::Expired => Tone::Neutral,
    }
}

/// What a booking is like for its reader.
pub struct Standing<'a> {
    pub state: State,
    pub side: Side,
    /// It is a seat of a group.
    pub is_seat: bool,
    pub actions: &'a [Action],
    /// The other one's name.
    pub other: &'a str,
    /// Until when something can be done, in the reader's words: "Tue 24 Nov, 14:00, in 3 hours".
    pub until: Option<String>,
    /// That moment has passed.
    pub over: bool,
    /// Its time has come.
    pub begun: bool,
}

/// The next step in a few words, from the reader's side.
pub fn next_step(standing: &Standing<'_>) -> String {
    let Standing { state, side, actions, other, until, .. } = standing;
    let can = |action| actions.contains(&action);
    let until = until.as_deref().unwrap_or("soon");
    match (state, side) {
        (State::Held, _) if standing.is_seat && standing.over => {
            "The half hour is over. The seat goes to the next in line.".into()
        }
        (State::Held, _) if standing.is_seat => format!("A seat became free, and is kept for you until {until}."),
        (State::Held, _) if standing.over => {
            "The ten minutes are over. If nobody has taken the time meanwhile, you can still ask for it.".into()
        }
        (State::Held, _) => format!("Until {until}. Nobody else has heard of it."),
        (State::Requested, Side::Tutor) => {
            format!("Your answer is awaited until {until}. Then the request ends by itself.")
        }
        (State::Requested, Side::Student) => format!("{other} has not answered yet. They can until {until}."),
        (State::Accepted | State::InSession, Side::Student) if can(Action::Complete) => {
            format!("It has ended. Mark it as done; by itself it counts as done {until}.")
        }
        (State::Accepted | State::InSession, _) if !can(Action::Cancel) && !can(Action::CheckIn) => {
            format!("{other} can mark it as done; by itself it counts as done {until}.")
        }
        (State::Accepted, _) if can(Action::Agree) => format!("It is settled. {other} would like to move it."),
        (State::Accepted, _) if standing.begun && !can(Action::CheckIn) => {
            format!("You are there. {other} has not come yet.")
        }
        (State::Accepted, _) => "It is settled. You can still cancel.".into(),
        (State::InSession, _) => "You are both there.".into(),
        (State::NoShowClaimed, _) if can(Action::Dispute) => {
            format!("{other} says that you did not come. You can say that it was not so, until {until}.")
        }
        (State::NoShowClaimed, _) => format!("You say that {other} did not come. They can dispute it until {until}."),
        (State::Disputed, _) => "A moderator looks at it. You both hear of the decision.".into(),
        (State::Completed, Side::Student) if can(Action::Rate) => "How was it? Your rating helps others choose.".into(),
        (State::Completed, Side::Tutor) if can(Action::Rate) => format!("How was it with {other}?"),
        (State::Completed, Side::Tutor) if can(Action::Reply) => "You can reply to the rating, once.".into(),
        (State::Completed, _) => "Nothing is left to do.".into(),
        (State::Declined, Side::Student) if can(Action::Take) => format!("{other} offers another time instead."),
        (State::Declined, Side::Student) => "You can ask for another time, or find another tutor.".into(),
        (State::Expired, Side::Student) => "It was not answered in time. You can ask again.".into(),
        (State::Declined | State::Expired | State::Cancelled, _) => "The time is free again.".into(),
    }
}

/// `Tue 24 Nov, 14:00`, and under a day how long that is.
pub fn until(at: DateTime<Utc>, reader: Reader, now: DateTime<Utc>) -> String {
    let moment = time::moment(at, reader, now);
    time::relative(at, now).map_or_else(|| moment.clone(), |distance| format!("{moment}, {distance}"))
}

/// What cancelling now means for the money; `None` where there is none.
pub fn cancel_now(refund: Refund, price_minor: i64, currency: &str, side: Side, student: &str) -> Option<String> {
    if price_minor == 0 {
        return None;
    }
    let who = if side == Side::Student { "you get back" } else { "the student gets back" };
    let back = if refund.back_minor == 0 { "nothing".into() } else { money(refund.back_minor, currency) };
    let because = match refund.because {
        Because::NotSettled => "because it was not accepted yet".into(),
        Because::TutorCancels => format!("because it is not {student} who cancels"),
        Because::Early { hours } => format!("because it begins in {hours} hours or more"),
        Because::Midway { from, until } => format!("because it begins in less than {from} hours and more than {until}"),
        Because::Late { hours } => format!("because it begins in less than {} or has begun", hours_word(hours)),
    };
    Some(format!("Cancel now: {who} {back} of {}, {because}.", money(price_minor, currency)))
}

/// What a policy says, before anybody books by it.
pub fn policy_words(policy: Policy) -> String {
    let Bands { all, half } = bands(policy);
    format!("{}: all back until {all} hours before, half until {}", policy.title(), hours_word(half))
}

fn hours_word(hours: i64) -> String {
    if hours == 1 { "an hour".into() } else { format!("{hours} hours") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cancelling_means_is_said_only_where_money_is() {
        let refund = Refund { back_minor: 1_000, because: Because::Midway { from: 24, until: 12 } };
        let says = cancel_now(refund, 2_000, "EUR", Side::Student, "Samuel").unwrap();
        assert_eq!(
            says,
            "Cancel now: you get back €10 of €20, because it begins in less than 24 hours and more than 12."
        );
        let refund = Refund { back_minor: 0, because: Because::Late { hours: 1 } };
        let says = cancel_now(refund, 2_000, "EUR", Side::Student, "Samuel").unwrap();
        assert_eq!(
            says,
            "Cancel now: you get back nothing of €20, because it begins in less than an hour or has begun."
        );
        assert_eq!(cancel_now(refund, 0, "EUR", Side::Student, "Samuel"), None);
    }

    #[test]
    fn policies_in_words() {
        assert_eq!(policy_words(Policy::Moderate), "Moderate: all back until 24 hours before, half until 12 hours");
    }
}
