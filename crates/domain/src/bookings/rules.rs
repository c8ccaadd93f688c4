//! The one table of a booking's life: from this state, by this act, of these people, if this holds, to that state. What
//! is not in it cannot happen: a verb changes a state only by a [`Move`], and only this table gives one.

use chrono::{DateTime, TimeDelta, Utc};
use contract::Refusal;

use super::{
    model::Booking,
    state::{Action as A, Actor, Side, State as S},
};

/// Unmarked, a session counts as done so long after its end; undisputed, a claim stands so long after it was made.
pub(super) const SETTLES: TimeDelta = TimeDelta::hours(72);
/// Both can say how it was for so long after it was done.
pub(super) const RATES_WITHIN: TimeDelta = TimeDelta::days(14);
/// The door opens so long before the start.
pub(super) const DOOR: TimeDelta = TimeDelta::minutes(10);
/// Who is not there so long after the start has not come.
pub(super) const PATIENCE: TimeDelta = TimeDelta::minutes(10);
/// Until so long after the start somebody can say that they come late,
pub(super) const LATE_UNTIL: TimeDelta = TimeDelta::minutes(15);
/// and so often.
pub(super) const LATE_TIMES: i16 = 3;
/// So long before the start a session is not moved any more.
pub(super) const TOO_LATE_TO_MOVE: TimeDelta = TimeDelta::hours(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Student,
    Tutor,
    Either,
    Moderator,
    System,
}

impl Who {
    fn is(self, actor: Actor) -> bool {
        match self {
            Self::Student => actor == Actor::Side(Side::Student),
            Self::Tutor => actor == Actor::Side(Side::Tutor),
            Self::Either => matches!(actor, Actor::Side(_)),
            Self::Moderator => actor == Actor::Moderator,
            Self::System => actor == Actor::System,
        }
    }
}

/// What must hold besides, in words for the documentation and as a check that says no by name.
pub(super) struct When {
    /// Empty: always.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test that writes the documentation"))]
    pub says: &'static str,
    holds: fn(&Booking, Actor, DateTime<Utc>) -> Result<(), Refusal>,
}

pub(super) struct Rule {
    pub from: S,
    pub action: A,
    pub who: Who,
    pub when: When,
    /// `None`: the booking is gone.
    pub to: Option<S>,
}

/// That a step is allowed: made by [`decide`] alone.
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub(super) struct Move {
    to: Option<S>,
}

impl Move {
    /// Where it leads; `None`: the booking is gone.
    pub(super) fn to(&self) -> Option<S> {
        self.to
    }
}

/// How a booking begins: held, or asked for at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Birth {
    Held,
    /// Of somebody who takes all requests at once, or answers each.
    Asked {
        at_once: bool,
    },
}

impl Birth {
    pub(super) fn state(self) -> S {
        match self {
            Self::Held => S::Held,
            Self::Asked { at_once: true } => S::Accepted,
            Self::Asked { at_once: false } => S::Requested,
        }
    }

    /// The first line of its timeline.
    pub(super) fn happened(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Asked { at_once: true } => "booked",
            Self::Asked { at_once: false } => "requested",
        }
    }
}

const fn rule(from: S, action: A, who: Who, when: When, to: S) -> Rule {
    Rule { from, action, who, when, to: Some(to) }
}

const fn gone(from: S, action: A, who: Who, when: When) -> Rule {
    Rule { from, action, who, when, to: None }
}

const ALWAYS: When = When { says: "", holds: |_, _, _| Ok(()) };
const BY_HAND: When = when("the tutor answers each request", |b, _, _| no(b.at_once, Refusal::AlreadyAccepted));
const AT_ONCE: When = when("the tutor takes all requests, and a seat of a group is still kept", |b, _, now| {
    no(!b.at_once, Refusal::NotAccepted)?;
    no(b.seat.is_some() && b.lapses_at.is_some_and(|at| at <= now), Refusal::SeatPassedOn)
});
const COMPETES: When =
    when("another one for that time was accepted", |b, _, _| no(!b.competing, Refusal::AlreadyAccepted));
const DUE: When = when("its time has come", |b, _, now| no(b.lapses_at.is_none_or(|at| now < at), Refusal::NotYet));
const SETTLED: When = when("its time has come, and its group did not come to nothing", |b, _, now| {
    no(b.lapses_at.is_none_or(|at| now < at), Refusal::NotYet)?;
    no(b.has_fallen(now), Refusal::AlreadyCancelled)
});
const SEAT: When =
    when("it is a seat, and its group does not take place", |b, _, _| no(b.seat.is_none(), Refusal::NotByHand));
const OFFERED: When = when("a time that was offered instead is still to come", |b, _, now| {
    no(b.instead_until.is_none_or(|at| at <= now), Refusal::AlreadyDeclined)
});
const NOT_ENDED: When = when("it has not ended", |b, _, now| no(b.ends_at <= now, Refusal::AlreadyEnded));
const ENDED: When = when("it has ended", |b, _, now| no(now < b.ends_at, Refusal::NotEndedYet));
const FIRST_IN: When = when("the door is open and the other one is not there", |b, actor, now| {
    b.door(actor, now)?;
    no(b.is_in(other(actor)), Refusal::AlreadyCheckedIn)
});
const SECOND_IN: When = when("the door is open and the other one is there", |b, actor, now| {
    b.door(actor, now)?;
    no(!b.is_in(other(actor)), Refusal::NotYet)
});
const NEAR: When = when("they are not there, and it begins in ten minutes or began within fifteen", |b, actor, now| {
    no(b.is_in(actor), Refusal::AlreadyCheckedIn)?;
    no(now < b.starts_at - DOOR, Refusal::NotNearYet)?;
    no(b.starts_at + LATE_UNTIL < now || b.ends_at <= now, Refusal::TooLateToBeLate)?;
    no(b.late_of(actor).is_some_and(|late| late.times >= LATE_TIMES), Refusal::LateSaidOften)
});
const ALONE: When =
    when("they came, and the other one did not within ten minutes and those they asked for", |b, actor, now| {
        no(!b.is_in(actor), Refusal::CheckInFirst)?;
        let asked = b.late_of(other(actor)).map_or(0, |late| late.minutes);
        no(now < b.starts_at + PATIENCE + TimeDelta::minutes(asked.into()), Refusal::WaitForThem)
    });
const ACCUSED: When =
    when("it is they who did not come", |b, actor, _| no(b.missing != b.person(actor), Refusal::OwnClaim));
const MOVABLE: When =
    when("it is no seat, begins in more than two hours, and no other time is proposed", |b, _, now| {
        no(b.seat.is_some(), Refusal::SeatStays)?;
        no(b.starts_at - TOO_LATE_TO_MOVE <= now, Refusal::TooLateToMove)?;
        no(b.proposer(now).is_some(), Refusal::AlreadyProposed)
    });
const PROPOSED_BY_THEM: When = when("the other one proposed a time", |b, actor, now| {
    let by = b.proposer(now).ok_or(Refusal::NothingProposed)?;
    no(Some(by) == b.person(actor), Refusal::OwnProposal)
});
const PROPOSED: When = when("a time is proposed", |b, _, now| no(b.proposer(now).is_none(), Refusal::NothingProposed));
const UNRATED: When = when("they have not rated it and it was done less than two weeks ago", |b, actor, now| {
    no(b.has_rated(actor), Refusal::AlreadyRated)?;
    no(b.shows_by_itself(now), Refusal::TooLateToRate)
});
const UNANSWERED: When = when("what the student said can be read, and they have not replied", |b, actor, now| {
    no(!b.is_rated_openly(actor, now), Refusal::NotRated)?;
    no(b.replied, Refusal::AlreadyReplied)
});
const UNREPORTED: When = when("what was said of them can be read, and they have not reported it", |b, actor, now| {
    no(!b.is_rated_openly(actor, now), Refusal::NotRated)?;
    no(b.person(actor).is_some_and(|person| b.reporters.contains(&person)), Refusal::AlreadyReported)
});

pub(super) const RULES: &[Rule] = &[
    rule(S::Held, A::Ask, Who::Student, BY_HAND, S::Requested),
    rule(S::Held, A::Ask, Who::Student, AT_ONCE, S::Accepted),
    gone(S::Held, A::LetGo, Who::Student, ALWAYS),
    gone(S::Held, A::CallOff, Who::System, SEAT),
    gone(S::Held, A::Lapse, Who::System, DUE),
    rule(S::Requested, A::Accept, Who::Tutor, ALWAYS, S::Accepted),
    rule(S::Requested, A::Decline, Who::Tutor, ALWAYS, S::Declined),
    rule(S::Requested, A::Close, Who::System, COMPETES, S::Declined),
    rule(S::Requested, A::Cancel, Who::Either, ALWAYS, S::Cancelled),
    rule(S::Requested, A::Lapse, Who::System, DUE, S::Expired),
    rule(S::Declined, A::Take, Who::Student, OFFERED, S::Accepted),
    rule(S::Accepted, A::Propose, Who::Either, MOVABLE, S::Accepted),
    rule(S::Accepted, A::Agree, Who::Either, PROPOSED_BY_THEM, S::Accepted),
    rule(S::Accepted, A::Reject, Who::Either, PROPOSED, S::Accepted),
    rule(S::Accepted, A::Cancel, Who::Either, NOT_ENDED, S::Cancelled),
    rule(S::Accepted, A::CheckIn, Who::Either, FIRST_IN, S::Accepted),
    rule(S::Accepted, A::CheckIn, Who::Either, SECOND_IN, S::InSession),
    rule(S::Accepted, A::SayLate, Who::Either, NEAR, S::Accepted),
    rule(S::Accepted, A::ClaimNoShow, Who::Either, ALONE, S::NoShowClaimed),
    rule(S::Accepted, A::Complete, Who::Student, ENDED, S::Completed),
    rule(S::Accepted, A::CallOff, Who::System, SEAT, S::Cancelled),
    rule(S::Accepted, A::Lapse, Who::System, SETTLED, S::Completed),
    rule(S::InSession, A::Complete, Who::Student, ENDED, S::Completed),
    rule(S::InSession, A::CallOff, Who::System, SEAT, S::Cancelled),
    rule(S::InSession, A::Lapse, Who::System, SETTLED, S::Completed),
    rule(S::NoShowClaimed, A::Dispute, Who::Either, ACCUSED, S::Disputed),
    rule(S::NoShowClaimed, A::Lapse, Who::System, DUE, S::Cancelled),
    rule(S::Disputed, A::Uphold, Who::Moderator, ALWAYS, S::Completed),
    rule(S::Disputed, A::Annul, Who::Moderator, ALWAYS, S::Cancelled),
    rule(S::Completed, A::Rate, Who::Either, UNRATED, S::Completed),
    rule(S::Completed, A::Reply, Who::Tutor, UNANSWERED, S::Completed),
    rule(S::Completed, A::Report, Who::Either, UNREPORTED, S::Completed),
];

/// Whether that may be done now, or the rule that says no.
pub(super) fn decide(booking: &Booking, actor: Actor, action: A, now: DateTime<Utc>) -> Result<Move, Refusal> {
    open_to(actor, action)?;
    let state = state_for(booking, action, now);
    let mut refused = None;
    for rule in RULES.iter().filter(|r| r.from == state && r.action == action && r.who.is(actor)) {
        match (rule.when.holds)(booking, actor, now) {
            Ok(()) => return Ok(Move { to: rule.to }),
            Err(refusal) => _ = refused.get_or_insert(refusal),
        }
    }
    Err(refused.unwrap_or_else(|| closed(state, action)))
}

/// What time has done already is what these two write down.
fn state_for(booking: &Booking, action: A, now: DateTime<Utc>) -> S {
    if matches!(action, A::Lapse | A::CallOff) { booking.state } else { booking.state_at(now) }
}

/// Whoever may never do it is told who may.
fn open_to(actor: Actor, action: A) -> Result<(), Refusal> {
    let mut who = RULES.iter().filter(|rule| rule.action == action).map(|rule| rule.who);
    if who.clone().any(|who| who.is(actor)) {
        return Ok(());
    }
    Err(match who.next() {
        Some(Who::Tutor) => Refusal::OnlyTheTutor,
        Some(Who::Student) => Refusal::OnlyTheStudent,
        Some(Who::Moderator) => Refusal::OnlyModerators,
        _ => Refusal::NotByHand,
    })
}

/// Why nothing of the kind is open in this state.
fn closed(state: S, action: A) -> Refusal {
    use Refusal as R;
    match (state, action) {
        (S::Held, _) => R::StillHeld,
        (S::Requested | S::Accepted | S::InSession, A::Rate | A::Reply | A::Report) => R::NotCompleted,
        (S::Requested | S::Accepted | S::InSession, A::Ask | A::LetGo) => R::AlreadyRequested,
        (S::Requested, _) => R::NotAccepted,
        (S::Accepted, A::Accept | A::Decline | A::Take | A::Close) => R::AlreadyAccepted,
        (S::Accepted, _) => R::NobodyIsAccused,
        (S::InSession, _) => R::BothAreThere,
        (S::NoShowClaimed, _) => R::ClaimOpen,
        (S::Disputed, _) => R::ModeratorDecides,
        (S::Declined, _) => R::AlreadyDeclined,
        (S::Expired, _) => R::RequestExpired,
        (S::Cancelled, _) => R::AlreadyCancelled,
        (S::Completed, _) => R::AlreadyCompleted,
    }
}

const fn when(says: &'static str, holds: fn(&Booking, Actor, DateTime<Utc>) -> Result<(), Refusal>) -> When {
    When { says, holds }
}

fn no(broken: bool, refusal: Refusal) -> Result<(), Refusal> {
    if broken { Err(refusal) } else { Ok(()) }
}

fn other(actor: Actor) -> Actor {
    match actor {
        Actor::Side(Side::Student) => Actor::Side(Side::Tutor),
        Actor::Side(Side::Tutor) => Actor::Side(Side::Student),
        alone => alone,
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
