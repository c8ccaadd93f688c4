//! Many people do many things at random, and after each of them the database says what the rules said it would.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    CommandKey, Refusal,
    bookings::{Agree, Ask, Cancel, Propose, Rate, SayLate, Take},
};
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::*;
use crate::{
    bookings::{
        Lapse, LapseDue, Reveal, accept, agree, ask, book, cancel, check_in, claim_no_show, complete, decline, dispute,
        facts, hold,
        killed_tests::Life,
        let_go, propose, rate, reject,
        state::{Side, State},
        take,
        testing::{Classroom, decline_form, step},
    },
    jobs::Job,
    testing::{Stage, a_run},
};

/// Operations of one run.
const OPERATIONS: usize = 300;
/// What is older than so many is left alone: most of it is over.
const NEWEST: usize = 60;
const STUDENTS: [&str; 3] = ["one", "two", "three"];

pub(in crate::bookings) struct World {
    room: Classroom,
    dice: StdRng,
    people: Vec<User>,
    /// The first of the people teach.
    tutors: Vec<&'static str>,
    bookings: Vec<BookingId>,
    done: usize,
}

impl World {
    async fn new(seed: u64) -> Self {
        let room = Classroom::new().await;
        people_come(&room).await;
        Self::of(room, seed).await
    }

    async fn of(room: Classroom, seed: u64) -> Self {
        let mut people = vec![room.tutor.clone(), room.student.clone(), room.stage.named("second").await];
        for name in STUDENTS {
            people.push(room.stage.named(name).await);
        }
        let tutors = vec!["tutor", "second"];
        Self { room, dice: StdRng::seed_from_u64(seed), people, tutors, bookings: Vec::new(), done: 0 }
    }

    fn ctx(&self) -> &Ctx {
        self.room.ctx()
    }

    fn key(&self) -> CommandKey {
        CommandKey(self.ctx().id())
    }

    /// On the grid of the tutors' hours, from in an hour to in six days.
    fn some_start(&mut self) -> DateTime<Utc> {
        let hours = self.dice.random_range(1..6 * 24);
        let now = self.ctx().now();
        let hour =
            chrono::Timelike::with_minute(&now, 0).and_then(|at| chrono::Timelike::with_second(&at, 0)).unwrap_or(now);
        hour + TimeDelta::hours(hours)
    }

    fn somebody(&mut self) -> User {
        let nth = self.dice.random_range(0..self.people.len());
        self.people[nth].clone()
    }

    /// Does something at random. Whose timeline has a line more since then, one that stays: what is only held may be forgotten.
    async fn one_thing(&mut self) -> Option<BookingId> {
        let did = match self.dice.random_range(0..10) {
            0..3 => self.begin().await,
            3 => {
                self.time_passes().await;
                None
            }
            _ => self.go_on().await,
        };
        self.done += usize::from(did.is_some());
        did
    }

    async fn begin(&mut self) -> Option<BookingId> {
        let (who, start) = (self.somebody(), self.some_start());
        let handle = self.tutors[self.dice.random_range(0..self.tutors.len())];
        let form = self.room.form(start);
        let only_held = self.dice.random_bool(0.3);
        let made = if only_held {
            hold(self.ctx(), &who, handle, form).await
        } else {
            book(self.ctx(), &who, handle, form).await
        };
        match made {
            Ok(id) => {
                self.bookings.push(id);
                (!only_held).then_some(id)
            }
            Err(Error::Refused(_)) => None,
            Err(other) => panic!("{other}"),
        }
    }

    async fn time_passes(&mut self) {
        let minutes = self.dice.random_range(1..400);
        self.ctx().clock.advance(TimeDelta::minutes(minutes));
        if self.dice.random_bool(0.5) {
            LapseDue {}.run(self.ctx(), &a_run()).await.unwrap();
            for lapse in self.room.stage.take::<Lapse>() {
                lapse.run(self.ctx(), &a_run()).await.unwrap();
            }
            for reveal in self.room.stage.take::<Reveal>() {
                reveal.run(self.ctx(), &a_run()).await.unwrap();
            }
        }
    }

    /// Something is done to a booking, by anybody; the rules say beforehand what comes of it.
    async fn go_on(&mut self) -> Option<BookingId> {
        if self.bookings.is_empty() {
            return None;
        }
        let newest = self.bookings.len().saturating_sub(NEWEST)..self.bookings.len();
        let id = self.bookings[self.dice.random_range(newest)];
        let who = self.somebody();
        let action = Action::ALL[self.dice.random_range(0..17)];
        let before = facts::read(&self.ctx().db, &[id.0]).await.unwrap().pop();
        let expected = before.as_ref().map(|booking| self.expected(booking, &who, action));
        let did = self.act(&who, id, action).await;
        let after = facts::read(&self.ctx().db, &[id.0]).await.unwrap().pop();
        match (expected, did) {
            (None | Some(None), Err(Error::NotFound)) | (Some(Some(_)), Err(Error::NotFree(_))) => {}
            (Some(Some(Err(refusal))), Err(Error::Refused(said))) => assert_eq!(refusal, said, "{action:?}"),
            (Some(Some(Ok(to))), Ok(())) => {
                assert_eq!(after.map(|booking| booking.state), to, "{action:?}");
                return to.map(|_| id);
            }
            (Some(Some(Ok(_))), Err(Error::Refused(said))) => assert!(of_the_world(&said), "{action:?}: {said:?}"),
            (expected, did) => panic!("{action:?}: {expected:?}, {did:?}"),
        }
        None
    }

    /// `None`: it is not there for them.
    fn expected(&self, booking: &Booking, who: &User, action: Action) -> Option<Result<Option<State>, Refusal>> {
        let side: Side = booking.side(who.id).filter(|side| booking.is_seen_by(*side))?;
        Some(booking.check(side, action, self.ctx().now()).map(|allowed| allowed.to()))
    }

    async fn act(&mut self, who: &User, id: BookingId, action: Action) -> Result<(), Error> {
        use Action as A;
        let (key, start) = (self.key(), self.some_start());
        let ctx = self.room.ctx();
        match action {
            A::Ask => ask(ctx, who, id, Ask { key, message: "Please".into() }).await,
            A::LetGo => let_go(ctx, who, id, step(ctx)).await,
            A::Accept => accept(ctx, who, id, step(ctx)).await,
            A::Decline => decline(ctx, who, id, decline_form(&self.room, &[])).await,
            A::Take => take(ctx, who, id, Take { key, start }).await,
            A::CheckIn => check_in(ctx, who, id, step(ctx)).await,
            A::SayLate => super::super::say_late(ctx, who, id, SayLate { key, minutes: 10 }).await,
            A::Complete => complete(ctx, who, id, step(ctx)).await,
            A::ClaimNoShow => claim_no_show(ctx, who, id, step(ctx)).await,
            A::Dispute => dispute(ctx, who, id, step(ctx)).await,
            A::Rate => {
                let form = Rate { key, stars: 4, words: "Good.".into(), note: String::new() };
                rate(ctx, who, id, form).await
            }
            A::Propose => propose(ctx, who, id, Propose { key, start, reason: "x".into() }).await,
            A::Agree => agree(ctx, who, id, Agree { key, consent: true }).await,
            A::Reject => reject(ctx, who, id, step(ctx)).await,
            A::Reply => {
                super::super::reply(ctx, who, id, contract::bookings::Reply { key, reply: "Thanks".into() }).await
            }
            A::Report => super::super::report_rating(ctx, who, id, step(ctx)).await,
            _ => cancel(ctx, who, id, Cancel { key, note: String::new(), back_minor: self.back(id).await }).await,
        }
    }

    /// What the student would read that they get back; a wrong sum would be refused.
    async fn back(&self, id: BookingId) -> Option<i64> {
        let booking = facts::read(&self.ctx().db, &[id.0]).await.unwrap().pop()?;
        Some(booking.refund(Side::Student, self.ctx().now()).back_minor)
    }

    /// Whoever has something settled that is still to come has its time, and nobody has two at once (that is the
    /// constraint's). Each step that was taken has its line, and each announced one its event.
    async fn holds_together(&self) {
        let lost = "SELECT count(*) FROM bookings.booking b WHERE state IN ('accepted', 'in_session')
                    AND (SELECT count(*) FROM bookings.busy t WHERE t.booking_id = b.id AND t.lapses_at IS NULL) <> 2";
        assert_eq!(self.count(lost).await, 0, "settled without its time");
        let left = "SELECT count(*) FROM bookings.busy t JOIN bookings.booking b ON b.id = t.booking_id
                    WHERE b.state NOT IN ('held', 'requested', 'accepted', 'in_session')";
        assert_eq!(self.count(left).await, 0, "over, and its time still taken");
        let untold = "SELECT abs((SELECT count(*) FROM bookings.step
                                  WHERE happened NOT IN ('held', 'checked_in', 'rating_reported', 'rating_left'))
                               - (SELECT count(*) FROM outbox.event WHERE name LIKE 'bookings.%' AND name <> 'bookings.rating_left'))";
        assert_eq!(self.count(untold).await, 0, "a step that nobody was told of, or one that they were told of twice");
    }

    async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.ctx().db).await.unwrap()
    }
}

/// Refusals that do not come from the booking itself but from what else there is.
fn of_the_world(refusal: &Refusal) -> bool {
    use Refusal as R;
    matches!(
        refusal,
        R::SlotTaken
            | R::YouAreBusy
            | R::SlotNotOffered
            | R::MoveTaken
            | R::TooFarToMove
            | R::TooManyRequests
            | R::TooManyRequestsAtTutor
            | R::RefundChanged { .. }
    )
}

/// Whoever lives in a world of bookings.
async fn people_come(room: &Classroom) {
    room.second_tutor().await;
    room.run(
        "UPDATE tutors.offering SET competing = tutor_id = (SELECT id FROM accounts.person WHERE handle = 'second')",
    )
    .await;
    for name in STUDENTS {
        room.stage.person(name).await;
    }
}

impl Life for World {
    async fn begin(stage: Stage) {
        people_come(&Classroom::on(stage).await).await;
    }

    async fn again(stage: Stage, seed: u64) -> Self {
        let mut world = Self::of(Classroom::again(stage).await, seed).await;
        let newest = "SELECT id FROM (SELECT id FROM bookings.booking ORDER BY id DESC LIMIT 60) newest ORDER BY id";
        let ids: Vec<uuid::Uuid> = sqlx::query_scalar(newest).fetch_all(&world.ctx().db).await.unwrap();
        world.bookings = ids.into_iter().map(BookingId).collect();
        world
    }

    fn ctx(&self) -> &Ctx {
        self.room.ctx()
    }

    async fn one_thing(&mut self) -> Option<BookingId> {
        self.one_thing().await
    }

    async fn holds_together(&self) {
        self.holds_together().await;
    }
}

#[tokio::test]
async fn whatever_people_do_the_database_and_the_rules_agree() {
    for seed in [1, 2] {
        let mut world = World::new(seed).await;
        for _ in 0..OPERATIONS {
            world.one_thing().await;
        }
        world.holds_together().await;
        assert!(world.done > 30, "seed {seed}: only {} things were done", world.done);
    }
}
