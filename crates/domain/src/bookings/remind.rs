use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use contract::BookingId;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{Event, facts::load, state::State};
use crate::{
    Ctx, events,
    jobs::{Job, JobError, NewJob, Run},
    outbox,
};

/// So many minutes before a session both sides are reminded of it.
pub const BEFORE: [i64; 3] = [24 * 60, 60, 10];

/// Says that a session is near, unless it was called off or has another time by now.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Remind {
    pub booking: BookingId,
    /// The time that it was to begin at when this was planned.
    pub starts_at: DateTime<Utc>,
    pub minutes: i64,
}

/// Plans all reminders that still lie ahead. Those of another time of the same booking find nothing to say.
pub(super) async fn plan(ctx: &Ctx, conn: &mut PgConnection, booking: BookingId) -> Result<(), sqlx::Error> {
    let starts_at = sqlx::query_scalar!("SELECT starts_at FROM bookings.booking WHERE id = $1", booking.0);
    let starts_at = starts_at.fetch_one(&mut *conn).await?;
    let ahead = BEFORE.into_iter().filter_map(|minutes| {
        let at = starts_at - TimeDelta::minutes(minutes);
        let key = format!("remind:{booking}:{}:{minutes}", starts_at.timestamp());
        (ctx.now() < at).then(|| NewJob::of(&Remind { booking, starts_at, minutes }).key(key).at(at))
    });
    ctx.jobs.enqueue_all(conn, ahead.collect()).await
}

#[async_trait]
impl Job for Remind {
    const NAME: &'static str = "bookings.remind";

    /// What is early, or late by so much that the next reminder is due, says nothing.
    async fn run(self, ctx: &Ctx, run: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        let booking = load(&mut tx, self.booking).await?;
        let near = booking.filter(|booking| {
            let next = BEFORE.into_iter().find(|minutes| *minutes < self.minutes).unwrap_or_default();
            booking.state == State::Accepted
                && booking.starts_at == self.starts_at
                && booking.starts_at - TimeDelta::minutes(self.minutes) <= ctx.now()
                && ctx.now() < booking.starts_at - TimeDelta::minutes(next)
        });
        if let Some(booking) = near {
            let event = Event::Near {
                booking: booking.id,
                tutor: booking.tutor,
                student: booking.student,
                minutes: self.minutes,
            };
            outbox::publish(ctx, &mut tx, events::Event::Bookings(event)).await?;
        }
        if run.finish(ctx, &mut tx).await? {
            tx.commit().await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use contract::bookings::Cancel;

    use super::*;
    use crate::{
        bookings::{
            cancel,
            testing::{Classroom, step},
        },
        testing::a_run,
    };

    /// The reminders that are due, in their order, each run once.
    async fn pass(room: &Classroom, planned: &[Remind]) -> i64 {
        for remind in planned {
            remind.clone().run(room.ctx(), &a_run()).await.unwrap();
        }
        room.stage.events("bookings.near").await
    }

    #[tokio::test]
    async fn three_are_planned_with_the_yes_and_none_for_what_is_past() {
        let room = Classroom::new().await;
        room.accepted().await;
        let planned = room.stage.take::<Remind>();
        let minutes: Vec<_> = planned.iter().map(|remind| remind.minutes).collect();
        assert_eq!(minutes, [1440, 60, 10]);

        let room = Classroom::new().await;
        let id = room.requested().await;
        room.ctx().clock.advance(planned[0].starts_at - room.ctx().now() - TimeDelta::minutes(61));
        crate::bookings::accept(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
        let minutes: Vec<_> = room.stage.take::<Remind>().iter().map(|remind| remind.minutes).collect();
        assert_eq!(minutes, [60, 10], "a minute before it can be answered no more");
    }

    #[tokio::test]
    async fn one_is_said_in_its_time_and_neither_too_late_nor_of_what_is_called_off() {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        let planned = room.stage.take::<Remind>();
        let clock = &room.ctx().clock;
        clock.advance(planned[0].starts_at - room.ctx().now() - TimeDelta::minutes(60));
        assert_eq!(pass(&room, &planned[..1]).await, 0, "the one of the day before is overtaken");
        assert_eq!(pass(&room, &planned[1..2]).await, 1);
        let elsewhere = Remind { starts_at: planned[0].starts_at + TimeDelta::hours(1), ..planned[2].clone() };
        assert_eq!(pass(&room, &[elsewhere]).await, 1, "of a time that it does not have");
        let form = Cancel { key: step(room.ctx()).key, note: String::new(), back_minor: Some(0) };
        cancel(room.ctx(), &room.student, id, form).await.unwrap();
        assert_eq!(pass(&room, &planned[2..]).await, 1);
    }
}
