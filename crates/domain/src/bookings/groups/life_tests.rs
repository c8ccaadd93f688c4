//! Many people come and go at random, and after each step seats, line, time and events say the same.

use chrono::TimeDelta;
use contract::{BookingId, GroupId, Refusal, bookings::Cancel, groups::PlanGroup};
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::{
    call_off, join, leave_line, seat,
    testing::{Gathering, because},
    wait,
};
use crate::{
    Ctx,
    accounts::User,
    bookings::{
        Error, cancel,
        killed_tests::Life,
        let_go,
        testing::{Classroom, step},
    },
    testing::Stage,
};

/// Steps of one run.
const STEPS: usize = 300;

/// What is older than so many is left alone.
const NEWEST: usize = 8;
const PEOPLE: [&str; 7] = ["ada", "bob", "cyd", "dan", "eve", "fay", "gus"];

pub(in crate::bookings) struct World {
    g: Gathering,
    dice: StdRng,
    people: Vec<User>,
    groups: Vec<GroupId>,
    done: usize,
}

impl World {
    async fn new(seed: u64) -> Self {
        let g = Gathering::new().await;
        g.people(&PEOPLE).await;
        let mut world = Self::of(g, seed).await;
        for days in 1..7 {
            world.plan(days).await;
        }
        world
    }

    async fn of(g: Gathering, seed: u64) -> Self {
        let mut people = Vec::new();
        for name in PEOPLE {
            people.push(g.room.stage.named(name).await);
        }
        Self { g, dice: StdRng::seed_from_u64(seed), people, groups: Vec::new(), done: 0 }
    }

    /// In so many days at 14:00, if that is free.
    async fn plan(&mut self, days: i64) {
        let day = (self.g.ctx().now() + TimeDelta::days(days)).date_naive();
        match super::plan(self.g.ctx(), &self.g.room.tutor, PlanGroup { day, ..self.g.form(3) }).await {
            Ok(made) => self.groups.extend(made),
            Err(Error::Refused(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }

    fn somebody(&mut self) -> User {
        let nth = self.dice.random_range(0..self.people.len());
        self.people[nth].clone()
    }

    /// Does something at random. Whose timeline has a line more since then.
    async fn one_thing(&mut self) -> Option<BookingId> {
        let newest = self.groups.len().saturating_sub(NEWEST)..self.groups.len();
        let (who, id) = (self.somebody(), self.groups[self.dice.random_range(newest)]);
        let ctx = self.g.ctx();
        let did = match self.dice.random_range(0..100) {
            0..35 => self.join(&who, id).await.map(Some),
            35..63 => wait(ctx, &who, id, step(ctx)).await.map(|()| None),
            63..66 => leave_line(ctx, &who, id, step(ctx)).await.map(|()| None),
            66..82 => self.give_up(&who, id).await.map(Some),
            82..88 => self.let_go(&who, id).await.map(|()| None),
            88..89 => call_off(ctx, &self.g.room.tutor, id, because(ctx, "x")).await.map(|()| None),
            _ => {
                self.time_passes().await;
                return None;
            }
        };
        match did {
            Ok(seat) => {
                self.done += 1;
                seat
            }
            Err(Error::Refused(_)) => None,
            Err(other) => panic!("{other}"),
        }
    }

    async fn join(&self, who: &User, id: GroupId) -> Result<BookingId, Error> {
        join(self.g.ctx(), who, id, step(self.g.ctx())).await?;
        self.seat(who, id).await
    }

    async fn seat(&self, who: &User, id: GroupId) -> Result<BookingId, Error> {
        seat::of(&self.g.ctx().db, id, who.id).await?.ok_or(Error::Refused(Refusal::NotInLine))
    }

    async fn give_up(&self, who: &User, id: GroupId) -> Result<BookingId, Error> {
        let seat = self.seat(who, id).await?;
        let page = crate::bookings::page(self.g.ctx(), who, seat).await?.ok_or(Error::NotFound)?;
        let key = step(self.g.ctx()).key;
        let form = Cancel { key, note: String::new(), back_minor: Some(page.refund.back_minor) };
        cancel(self.g.ctx(), who, seat, form).await?;
        Ok(seat)
    }

    async fn let_go(&self, who: &User, id: GroupId) -> Result<(), Error> {
        let_go(self.g.ctx(), who, self.seat(who, id).await?, step(self.g.ctx())).await
    }

    async fn time_passes(&mut self) {
        let minutes = self.dice.random_range(1..45);
        self.g.later(TimeDelta::minutes(minutes));
        if self.dice.random_bool(0.6) {
            self.g.a_minute_passes().await;
        }
    }

    async fn holds_together(&self) {
        for (what, sql) in [
            (
                "seats are counted wrongly",
                "SELECT count(*) FROM bookings.group_session g
                 WHERE seats_taken <> (SELECT count(*) FROM bookings.booking b WHERE b.group_id = g.id AND b.state <> 'cancelled')
                    OR seats_held <> (SELECT count(*) FROM bookings.booking b WHERE b.group_id = g.id AND b.state = 'held')
                    OR seats_taken > seats_max",
            ),
            (
                "time of nothing",
                "SELECT count(*) FROM bookings.busy t LEFT JOIN bookings.booking b ON b.id = t.booking_id
                 LEFT JOIN bookings.group_session g ON g.id = t.group_id WHERE b.state = 'cancelled' OR g.state = 'cancelled'",
            ),
            (
                "the tutor's time is not the group's",
                "SELECT count(*) FROM bookings.group_session g WHERE state <> 'cancelled'
                 AND NOT EXISTS (SELECT FROM bookings.busy t WHERE t.group_id = g.id AND t.person_id = g.tutor_id)",
            ),
            (
                "in line, and a seat as well",
                "SELECT count(*) FROM bookings.group_waiting w JOIN bookings.booking b
                 ON b.group_id = w.group_id AND b.student_id = w.person_id AND b.state <> 'cancelled'",
            ),
            (
                "a line before what is decided",
                "SELECT count(*) FROM bookings.group_waiting w JOIN bookings.group_session g ON g.id = w.group_id WHERE g.state <> 'open'",
            ),
            (
                "a step that nobody was told of",
                "SELECT abs((SELECT count(*) FROM bookings.step WHERE happened IN ('booked', 'cancelled'))
                          - (SELECT count(*) FROM outbox.event WHERE name IN ('bookings.booked', 'bookings.cancelled', 'bookings.called_off')))",
            ),
            (
                "called off, and not all is given back",
                "SELECT count(*) FROM bookings.booking b JOIN bookings.group_session g ON g.id = b.group_id
                 WHERE g.state = 'cancelled' AND b.state = 'cancelled' AND b.refund_minor IS NULL",
            ),
        ] {
            assert_eq!(self.g.count(sql).await, 0, "{what}");
        }
        self.each_seat_has_its_time().await;
    }

    /// A seat that was kept for too long may have lost it already: whoever asks anew frees it first.
    async fn each_seat_has_its_time(&self) {
        let without: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM bookings.booking b WHERE (state = 'accepted' OR state = 'held' AND lapses_at > $1)
             AND (SELECT count(*) FROM bookings.busy t WHERE t.booking_id = b.id AND t.person_id = b.student_id
                  AND (t.lapses_at IS NULL) = (b.state = 'accepted')) <> 1",
        )
        .bind(self.g.ctx().now())
        .fetch_one(&self.g.ctx().db)
        .await
        .unwrap();
        assert_eq!(without, 0, "a seat without its time");
    }

    /// Wherever people still join, nobody whose time is free waits beside a free seat.
    async fn nobody_waits_in_vain(&self) {
        let waits: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM bookings.group_waiting w JOIN bookings.group_session g ON g.id = w.group_id
             WHERE g.state = 'open' AND g.join_until > $1 AND g.seats_taken < g.seats_max
               AND NOT EXISTS (SELECT FROM bookings.busy t WHERE t.person_id = w.person_id AND t.span && tstzrange(g.starts_at, g.ends_at))",
        )
        .bind(self.g.ctx().now())
        .fetch_one(&self.g.ctx().db)
        .await
        .unwrap();
        assert_eq!(waits, 0, "somebody waits beside a free seat");
    }
}

impl Life for World {
    async fn begin(stage: Stage) {
        let g = Gathering::on(Classroom::on(stage).await).await;
        g.people(&PEOPLE).await;
    }

    async fn again(stage: Stage, seed: u64) -> Self {
        let mut world = Self::of(Gathering::again(Classroom::again(stage).await).await, seed).await;
        let newest =
            "SELECT id FROM (SELECT id FROM bookings.group_session ORDER BY id DESC LIMIT 8) newest ORDER BY id";
        let ids: Vec<uuid::Uuid> = sqlx::query_scalar(newest).fetch_all(&world.g.ctx().db).await.unwrap();
        world.groups = ids.into_iter().map(GroupId).collect();
        world
    }

    fn ctx(&self) -> &Ctx {
        self.g.ctx()
    }

    /// Groups come to their end, so that now and then another one is planned.
    async fn one_thing(&mut self) -> Option<BookingId> {
        while self.groups.is_empty() || self.dice.random_bool(0.05) {
            let days = self.dice.random_range(1..7);
            self.plan(days).await;
        }
        self.one_thing().await
    }

    async fn holds_together(&self) {
        self.holds_together().await;
        self.nobody_waits_in_vain().await;
    }
}

#[tokio::test]
async fn whoever_comes_and_goes_seats_line_and_time_agree() {
    for seed in [1, 2] {
        let mut world = World::new(seed).await;
        for _ in 0..STEPS {
            world.one_thing().await;
            world.nobody_waits_in_vain().await;
        }
        world.holds_together().await;
        world.g.later(TimeDelta::days(9));
        world.g.a_minute_passes().await;
        world.holds_together().await;
        assert_eq!(world.g.count("SELECT count(*) FROM bookings.group_session WHERE state = 'open'").await, 0);
        assert!(world.done > 40, "seed {seed}: only {} things were done", world.done);
    }
}
