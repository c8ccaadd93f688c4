//! What the rules need to know of a booking, and what follows from it. No I/O.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    BookingId, GroupId, OfferingId, Refusal, UserId,
    bookings::{OfferingChoice, Policy},
};

use super::{
    proposal::FARTHEST,
    refund::{Refund, refund},
    rules::{DOOR, Move, RATES_WITHIN, SETTLES, decide},
    state::{Action, Actor, Side, State},
};

/// What a booking is besides, if it is a seat of a group.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    pub group: GroupId,
    pub title: String,
    /// Too few have come as far as can be seen now: then it is cancelled at that moment.
    pub falls_at: Option<DateTime<Utc>>,
}

/// What the rules need to know of a booking.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that are true or not, whatever the others are")]
pub(super) struct Booking {
    pub id: BookingId,
    pub student: UserId,
    pub tutor: UserId,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub state: State,
    /// When the state ends by itself.
    pub lapses_at: Option<DateTime<Utc>>,
    pub price_minor: i64,
    pub currency: String,
    pub policy: Policy,
    /// The tutor takes all requests.
    pub at_once: bool,
    /// Others may ask for the same time.
    pub competing: bool,
    /// What of the tutor's offerings it was; none for what was booked before there were any.
    pub offering: Option<OfferingId>,
    /// Kept free before and after, of the tutor's time.
    pub before: TimeDelta,
    pub after: TimeDelta,
    /// How long the tutor has to answer.
    pub answer_hours: i16,
    pub student_in: bool,
    pub tutor_in: bool,
    /// Who says that they come late to it.
    pub late: Vec<Late>,
    /// Who did not come, as the other one says.
    pub missing: Option<UserId>,
    /// Where it was first.
    pub first_starts_at: DateTime<Utc>,
    /// How often it was moved.
    pub moves: i16,
    pub proposed_by: Option<UserId>,
    pub proposed_until: Option<DateTime<Utc>>,
    /// The latest of the times that were offered instead.
    pub instead_until: Option<DateTime<Utc>>,
    pub completed_at: Option<DateTime<Utc>>,
    /// By the student.
    pub rated: bool,
    /// By the tutor.
    pub student_rated: bool,
    /// What the student said can be read.
    pub shown: bool,
    /// What the tutor said can be read.
    pub student_shown: bool,
    pub replied: bool,
    /// Who has reported what the other one said.
    pub reporters: Vec<UserId>,
    pub seat: Option<Seat>,
}

/// Somebody says that they come late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Late {
    pub by: UserId,
    /// What they said last.
    pub minutes: i16,
    /// How often they said it.
    pub times: i16,
}

impl Booking {
    pub(super) fn side(&self, person: UserId) -> Option<Side> {
        match person {
            p if p == self.student => Some(Side::Student),
            p if p == self.tutor => Some(Side::Tutor),
            _ => None,
        }
    }

    /// What is only held is the student's own business.
    pub(super) fn is_seen_by(&self, side: Side) -> bool {
        side == Side::Student || self.state != State::Held
    }

    pub(super) fn person(&self, actor: Actor) -> Option<UserId> {
        match actor {
            Actor::Side(Side::Student) => Some(self.student),
            Actor::Side(Side::Tutor) => Some(self.tutor),
            Actor::Moderator | Actor::System => None,
        }
    }

    /// The state as it is at `now`: what has lapsed is over, whether or not its job has run.
    pub(super) fn state_at(&self, now: DateTime<Utc>) -> State {
        if self.has_fallen(now) && self.state.blocks() {
            return State::Cancelled;
        }
        if self.lapses_at.is_none_or(|at| now < at) {
            return self.state;
        }
        match self.state {
            State::Requested => State::Expired,
            State::Accepted | State::InSession => State::Completed,
            State::NoShowClaimed => State::Cancelled,
            // Whoever still wants it may still ask, if nobody took it meanwhile.
            stays => stays,
        }
    }

    /// Whether its group has come to nothing, because there were too few.
    pub(super) fn has_fallen(&self, now: DateTime<Utc>) -> bool {
        self.seat.as_ref().and_then(|seat| seat.falls_at).is_some_and(|at| at <= now)
    }

    /// Which of the tutor's offerings it was, in which length.
    pub(super) fn choice(&self) -> Option<OfferingChoice> {
        let minutes = i16::try_from((self.ends_at - self.starts_at).num_minutes()).unwrap_or_default();
        self.offering.map(|offering| OfferingChoice { offering, minutes })
    }

    /// What it is about, for people: the title of the group or the subject.
    pub(super) fn about(&self, subject: String) -> String {
        self.seat.as_ref().map_or(subject, |seat| seat.title.clone())
    }

    /// Whether this side may do this now, or the rule that says no.
    pub(super) fn check(&self, side: Side, action: Action, now: DateTime<Utc>) -> Result<Move, Refusal> {
        decide(self, Actor::Side(side), action, now)
    }

    /// What this side may do now, for the buttons of a page.
    pub(super) fn allowed(&self, side: Side, now: DateTime<Utc>) -> Vec<Action> {
        Action::ALL.into_iter().filter(|&action| self.check(side, action, now).is_ok()).collect()
    }

    /// When a state that begins now ends by itself.
    pub(super) fn lapse_of(&self, state: State, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match state {
            State::Held | State::Requested => self.lapses_at,
            State::Accepted | State::InSession => Some(self.ends_at + SETTLES),
            State::NoShowClaimed => Some(now + SETTLES),
            _ => None,
        }
    }

    /// Each of them checks in once, while the door is open.
    pub(super) fn door(&self, actor: Actor, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.is_open(now)?;
        if self.is_in(actor) { Err(Refusal::AlreadyCheckedIn) } else { Ok(()) }
    }

    /// The door is open from a little before the start to the end.
    pub(super) fn is_open(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        match () {
            () if now < self.starts_at - DOOR => Err(Refusal::DoorClosed),
            () if self.ends_at <= now => Err(Refusal::AlreadyEnded),
            () => Ok(()),
        }
    }

    pub(super) fn late_of(&self, actor: Actor) -> Option<&Late> {
        self.late.iter().find(|late| Some(late.by) == self.person(actor))
    }

    /// Who said so and is not there yet, as long as it matters.
    pub(super) fn waited_for(&self) -> Vec<Late> {
        let late = self.late.iter().filter(|_| self.state == State::Accepted);
        late.filter(|late| !self.side(late.by).is_some_and(|side| self.is_in(Actor::Side(side)))).copied().collect()
    }

    pub(super) fn is_in(&self, actor: Actor) -> bool {
        match actor {
            Actor::Side(Side::Student) => self.student_in,
            Actor::Side(Side::Tutor) => self.tutor_in,
            Actor::Moderator | Actor::System => false,
        }
    }

    pub(super) fn has_rated(&self, actor: Actor) -> bool {
        match actor {
            Actor::Side(Side::Student) => self.rated,
            Actor::Side(Side::Tutor) => self.student_rated,
            Actor::Moderator | Actor::System => false,
        }
    }

    /// Whether what was said of this side can be read.
    pub(super) fn is_rated_openly(&self, actor: Actor, now: DateTime<Utc>) -> bool {
        let (said, shown) = match actor {
            Actor::Side(Side::Student) => (self.student_rated, self.student_shown),
            Actor::Side(Side::Tutor) => (self.rated, self.shown),
            Actor::Moderator | Actor::System => return false,
        };
        said && (shown || self.shows_by_itself(now))
    }

    /// Whether the two weeks are over in which both can say how it was.
    pub(super) fn shows_by_itself(&self, now: DateTime<Utc>) -> bool {
        self.done_at(now).is_some_and(|at| at + RATES_WITHIN <= now)
    }

    /// When it was done, also if that is not written down yet.
    fn done_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let lapsed = matches!(self.state, State::Accepted | State::InSession).then_some(self.lapses_at).flatten();
        self.completed_at.or(lapsed.filter(|at| *at <= now))
    }

    /// Whoever proposed another time that can still be agreed to.
    pub(super) fn proposer(&self, now: DateTime<Utc>) -> Option<UserId> {
        self.proposed_by.filter(|_| self.proposed_until.is_some_and(|until| now < until))
    }

    /// Whether it may be moved there at all.
    pub(super) fn reaches(&self, start: DateTime<Utc>) -> bool {
        (start - self.first_starts_at).abs() <= FARTHEST
    }

    /// What the student would get back if this side cancelled now.
    pub(super) fn refund(&self, side: Side, now: DateTime<Utc>) -> Refund {
        let settled = self.state != State::Requested;
        refund(self.policy, self.price_minor, settled, self.starts_at, now, side)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::testing::monday;

    /// Tomorrow from nine to ten, for 20 euros.
    pub(crate) fn booking(state: State) -> Booking {
        let lapses_at = match state {
            State::Held | State::Requested => Some(monday() + TimeDelta::hours(20)),
            State::Accepted | State::InSession => Some(monday() + TimeDelta::hours(25) + SETTLES),
            State::NoShowClaimed => Some(monday() + TimeDelta::hours(24) + SETTLES),
            _ => None,
        };
        Booking {
            id: BookingId(Uuid::nil()),
            student: UserId(Uuid::from_u128(1)),
            tutor: UserId(Uuid::from_u128(2)),
            starts_at: monday() + TimeDelta::hours(24),
            ends_at: monday() + TimeDelta::hours(25),
            state,
            lapses_at,
            price_minor: 2_000,
            currency: "EUR".into(),
            policy: Policy::Moderate,
            at_once: false,
            competing: false,
            offering: None,
            before: TimeDelta::zero(),
            after: TimeDelta::minutes(10),
            answer_hours: 24,
            student_in: state == State::InSession,
            tutor_in: state == State::InSession,
            late: Vec::new(),
            missing: None,
            first_starts_at: monday() + TimeDelta::hours(24),
            moves: 0,
            proposed_by: None,
            proposed_until: None,
            instead_until: None,
            completed_at: (state == State::Completed).then(|| monday() + TimeDelta::hours(25)),
            rated: false,
            student_rated: false,
            shown: false,
            student_shown: false,
            replied: false,
            reporters: Vec::new(),
            seat: None,
        }
    }

    #[test]
    fn what_is_open_in_each_state() {
        use Action as A;
        let before = monday();
        let after = monday() + TimeDelta::hours(26);
        let open = |state, side, now| booking(state).allowed(side, now);
        assert_eq!(open(State::Held, Side::Student, before), [A::Ask, A::LetGo]);
        assert_eq!(open(State::Held, Side::Tutor, before), []);
        assert_eq!(open(State::Requested, Side::Tutor, before), [A::Accept, A::Decline, A::Cancel]);
        assert_eq!(open(State::Requested, Side::Student, before), [A::Cancel]);
        assert_eq!(open(State::Requested, Side::Tutor, after), []);
        assert_eq!(open(State::Accepted, Side::Tutor, before), [A::Propose, A::Cancel]);
        assert_eq!(open(State::Accepted, Side::Student, after), [A::Complete]);
        assert_eq!(open(State::Accepted, Side::Tutor, after), []);
        assert_eq!(open(State::InSession, Side::Student, after), [A::Complete]);
        assert_eq!(open(State::Completed, Side::Student, after), [A::Rate]);
        assert_eq!(open(State::Completed, Side::Tutor, after), [A::Rate]);
        for over in [State::Declined, State::Cancelled, State::Expired, State::Disputed] {
            assert_eq!(open(over, Side::Tutor, before), []);
            assert_eq!(open(over, Side::Student, after), []);
        }
    }

    #[test]
    fn a_rating_is_given_once_and_answered_once() {
        let after = monday() + TimeDelta::hours(26);
        let no = |booking: &Booking, side, action| booking.check(side, action, after).unwrap_err();
        let rated = Booking { rated: true, ..booking(State::Completed) };
        assert_eq!(no(&rated, Side::Student, Action::Rate), Refusal::AlreadyRated);
        assert_eq!(no(&rated, Side::Tutor, Action::Reply), Refusal::NotRated, "nobody reads it yet");
        let shown = Booking { shown: true, ..rated };
        assert!(shown.check(Side::Tutor, Action::Reply, after).is_ok());
        let replied = Booking { replied: true, ..shown };
        assert_eq!(no(&replied, Side::Tutor, Action::Reply), Refusal::AlreadyReplied);
        let late = after + TimeDelta::days(14);
        assert_eq!(booking(State::Completed).check(Side::Tutor, Action::Rate, late), Err(Refusal::TooLateToRate));
    }

    #[test]
    fn what_has_lapsed_is_over_before_anybody_writes_it_down() {
        let at = |state| booking(state).state_at(monday() + TimeDelta::days(9));
        assert_eq!(at(State::Requested), State::Expired);
        assert_eq!(at(State::Accepted), State::Completed);
        assert_eq!(at(State::InSession), State::Completed);
        assert_eq!(at(State::NoShowClaimed), State::Cancelled);
        assert_eq!(at(State::Disputed), State::Disputed, "a moderator takes the time that it takes");
    }

    #[test]
    fn a_seat_falls_with_its_group() {
        let falls_at = Some(monday() + TimeDelta::hours(20));
        let seat = Seat { group: GroupId(Uuid::nil()), title: "Proofs".into(), falls_at };
        let booking = Booking { seat: Some(seat), ..booking(State::Accepted) };
        assert_eq!(booking.state_at(monday() + TimeDelta::hours(19)), State::Accepted);
        assert_eq!(booking.state_at(monday() + TimeDelta::hours(20)), State::Cancelled);
        assert_eq!(booking.state_at(monday() + TimeDelta::days(9)), State::Cancelled, "and is never done");
        assert_eq!(booking.allowed(Side::Student, monday() + TimeDelta::hours(26)), []);
    }
}
