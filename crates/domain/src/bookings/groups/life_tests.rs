//! Many people come and go at random, and after each step seats, line, time and events say the same.

use chrono::TimeDelta;
use contract::{BookingId, GroupId, Refusal, bookings::Cancel};
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::{
    call_off, join, leave_line, seat,
    testing::{Gathering, because},
    wait,
};
use crate::{
    accounts::User,
    bookings::{Error, cancel, let_go, testing::step},
};

/// Steps of one run.
const STEPS: usize = 300;

struct World {
    g: Gathering,
    dice: StdRng,
    people: Vec<User>,
    groups: Vec<GroupId>,
    done: usize,
}

impl World {
    async fn new(seed: u64) -> Self {
        let g = Gathering::new().await;
        let people = g.people(&["ada", "bob", "cyd", "dan", "eve", "fay", "gus"]).await;
        let mut groups = Vec::new();
        for day in [3, 4, 5, 6, 7, 8] {
            groups.push(super::plan(g.ctx(), &g.room.tutor, g.form(day)).await.unwrap().unwrap());
        }
        Self { g, dice: StdRng::seed_from_u64(seed), people, groups, done: 0 }
    }

    fn somebody(&mut self) -> User {
        let nth = self.dice.random_range(0..self.people.len());
        self.people[nth].clone()
    }

    async fn one_thing(&mut self) {
        let (who, id) = (self.somebody(), self.groups[self.dice.random_range(0..self.groups.len())]);
        let ctx = self.g.ctx();
        let did = match self.dice.random_range(0..100) {
            0..35 => join(ctx, &who, id, step(ctx)).await,
            35..63 => wait(ctx, &who, id, step(ctx)).await,
            63..66 => leave_line(ctx, &who, id, step(ctx)).await,
            66..82 => self.give_up(&who, id).await,
            82..88 => self.let_go(&who, id).await,
            88..89 => call_off(ctx, &self.g.room.tutor, id, because(ctx, "x")).await,
            _ => return self.time_passes().await,
        };
        match did {
            Ok(()) => self.done += 1,
            Err(Error::Refused(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }

    async fn seat(&self, who: &User, id: GroupId) -> Result<BookingId, Error> {
        seat::of(&self.g.ctx().db, id, who.id).await?.ok_or(Error::Refused(Refusal::NotInLine))
    }

    async fn give_up(&self, who: &User, id: GroupId) -> Result<(), Error> {
        let seat = self.seat(who, id).await?;
        let page = crate::bookings::page(self.g.ctx(), who, seat).await?.ok_or(Error::NotFound)?;
        let key = step(self.g.ctx()).key;
        cancel(self.g.ctx(), who, seat, Cancel { key, note: String::new(), back_minor: Some(page.refund.back_minor) })
            .await
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

    async fn holds_together(&self, seed: u64) {
        for (what, sql) in [
            (
                "seats are counted wrongly",
                "SELECT count(*) FROM bookings.group_session g
                 WHERE seats_taken <> (SELECT count(*) FROM bookings.booking b WHERE b.group_id = g.id AND b.state <> 'cancelled')
                    OR seats_held <> (SELECT count(*) FROM bookings.booking b WHERE b.group_id = g.id AND b.state = 'held')
                    OR seats_taken > seats_max",
            ),
            (
                "a seat without its time",
                "SELECT count(*) FROM bookings.booking b WHERE state IN ('held', 'accepted')
                 AND (SELECT count(*) FROM bookings.busy t WHERE t.booking_id = b.id AND t.person_id = b.student_id
                      AND (t.lapses_at IS NULL) = (b.state = 'accepted')) <> 1",
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
            assert_eq!(self.g.count(sql).await, 0, "seed {seed}: {what}");
        }
    }

    /// Wherever people still join, nobody whose time is free waits beside a free seat.
    async fn nobody_waits_in_vain(&self, seed: u64) {
        let waits: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM bookings.group_waiting w JOIN bookings.group_session g ON g.id = w.group_id
             WHERE g.state = 'open' AND g.join_until > $1 AND g.seats_taken < g.seats_max
               AND NOT EXISTS (SELECT FROM bookings.busy t WHERE t.person_id = w.person_id AND t.span && tstzrange(g.starts_at, g.ends_at))",
        )
        .bind(self.g.ctx().now())
        .fetch_one(&self.g.ctx().db)
        .await
        .unwrap();
        assert_eq!(waits, 0, "seed {seed}: somebody waits beside a free seat");
    }
}

#[tokio::test]
async fn whoever_comes_and_goes_seats_line_and_time_agree() {
    for seed in [1, 2] {
        let mut world = World::new(seed).await;
        for _ in 0..STEPS {
            world.one_thing().await;
            world.nobody_waits_in_vain(seed).await;
        }
        world.holds_together(seed).await;
        world.g.later(TimeDelta::days(9));
        world.g.a_minute_passes().await;
        world.holds_together(seed).await;
        assert_eq!(world.g.count("SELECT count(*) FROM bookings.group_session WHERE state = 'open'").await, 0);
        assert!(world.done > 40, "seed {seed}: only {} things were done", world.done);
    }
}
