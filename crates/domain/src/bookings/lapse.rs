//! What time does by itself. A state that has lapsed counts as over from that moment on; here it is written down.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use contract::BookingId;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{
    Event,
    cancel::keep_refund,
    facts::load,
    groups::{self, DecideGroup},
    life::{announce, move_to},
    model::Booking,
    reveal::{self, Reveal},
    rules::decide,
    state::{Action, Actor, State},
};
use crate::{
    Ctx,
    jobs::{Class, Job, JobError, NewJob, Run},
};

/// What was only held is forgotten so long after its time was over; until then whoever held it may still ask. A seat of a group
/// goes to the next in line at once.
const HELD_KEPT: TimeDelta = TimeDelta::days(1);
/// At most so many in one minute.
const AT_ONCE: i64 = 500;

/// Writes down the end of one booking's state.
#[derive(Debug, Serialize, Deserialize)]
pub struct Lapse {
    pub booking: BookingId,
}

#[async_trait]
impl Job for Lapse {
    const NAME: &'static str = "bookings.expire";
    const CLASS: Class = Class::Short;

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        let Some(mut booking) = load(&mut tx, self.booking).await? else { return Ok(()) };
        write_down(ctx, &mut tx, &mut booking).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Finds whatever has to be written down or shown by now: each is a job of its own.
#[derive(Debug, Serialize, Deserialize)]
pub struct LapseDue {}

#[async_trait]
impl Job for LapseDue {
    const NAME: &'static str = "bookings.lapse_due";
    const CLASS: Class = Class::Short;

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        let reveals = reveal::due(ctx, &mut tx, AT_ONCE).await?.into_iter();
        let decisions = groups::due(ctx, &mut tx, AT_ONCE).await?.into_iter();
        let lapses = due(ctx, &mut tx).await?.into_iter();
        let jobs = reveals
            .map(|booking| NewJob::of(&Reveal { booking }).key(format!("reveal:{booking}")))
            .chain(decisions.map(|group| NewJob::of(&DecideGroup { group }).key(format!("decide:{group}"))))
            .chain(lapses.map(|(booking, lapsed_at)| {
                NewJob::of(&Lapse { booking }).key(format!("lapse:{booking}:{}", lapsed_at.timestamp()))
            }));
        ctx.jobs.enqueue_all(&mut tx, jobs.collect()).await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn due(ctx: &Ctx, conn: &mut PgConnection) -> Result<Vec<(BookingId, DateTime<Utc>)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT id, lapses_at AS "lapses_at!" FROM bookings.booking
           WHERE lapses_at <= $1 AND (state <> 'held' OR lapses_at <= $2 OR group_id IS NOT NULL) ORDER BY lapses_at LIMIT $3"#,
        ctx.now(),
        ctx.now() - HELD_KEPT,
        AT_ONCE,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (BookingId(row.id), row.lapses_at)).collect())
}

/// Moves a booking whose state has lapsed, and says so; leaves every other one alone.
pub(super) async fn write_down(ctx: &Ctx, conn: &mut PgConnection, booking: &mut Booking) -> Result<(), sqlx::Error> {
    let Ok(allowed) = decide(booking, Actor::System, Action::Lapse, ctx.now()) else { return Ok(()) };
    let to = allowed.to();
    move_to(ctx, conn, booking, allowed).await?;
    let Some(to) = to else { return Ok(()) };
    (booking.state, booking.lapses_at) = (to, None);
    let Booking { id, tutor, student, .. } = *booking;
    let event = match (to, booking.missing) {
        (State::Completed, _) => Event::Completed { booking: id, tutor, student, by: None },
        (State::Cancelled, Some(missing)) => {
            // Who waited in vain for a tutor pays nothing; who let a tutor wait pays all.
            let back = if missing == tutor { booking.price_minor } else { 0 };
            keep_refund(conn, id, back).await?;
            Event::NoShowStood { booking: id, tutor, student, missing }
        }
        _ => Event::Expired { booking: id, tutor, student },
    };
    announce(ctx, conn, event, None, "").await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{bookings::testing::Classroom, testing::a_run};

    async fn a_minute_passes(room: &Classroom) {
        LapseDue {}.run(room.ctx(), &a_run()).await.unwrap();
        for lapse in room.stage.take::<Lapse>() {
            lapse.run(room.ctx(), &a_run()).await.unwrap();
        }
    }

    #[tokio::test]
    async fn an_unanswered_request_ends_when_its_time_comes_and_once() {
        let room = Classroom::new().await;
        let booking = room.requested().await;
        a_minute_passes(&room).await;
        Lapse { booking }.run(room.ctx(), &a_run()).await.unwrap();
        assert_eq!(room.state(booking).await, "requested", "not yet");
        room.ctx().clock.advance(TimeDelta::days(2));
        a_minute_passes(&room).await;
        a_minute_passes(&room).await;
        Lapse { booking }.run(room.ctx(), &a_run()).await.unwrap();
        assert_eq!(room.state(booking).await, "expired");
        assert_eq!(room.stage.events("bookings.expired").await, 1);
        assert_eq!(room.busy_rows().await, 0);
    }

    #[tokio::test]
    async fn what_nobody_marked_is_done_three_days_after_its_end() {
        let room = Classroom::new().await;
        let booking = room.accepted().await;
        room.ctx().clock.advance(TimeDelta::hours(26 + 71));
        a_minute_passes(&room).await;
        assert_eq!(room.state(booking).await, "accepted", "an hour is left");
        room.ctx().clock.advance(TimeDelta::hours(1));
        a_minute_passes(&room).await;
        a_minute_passes(&room).await;
        assert_eq!(room.state(booking).await, "completed");
        assert_eq!(room.stage.events("bookings.completed").await, 1);
    }

    #[tokio::test]
    async fn whoever_comes_before_the_job_finds_it_over_and_it_is_written_down_once() {
        let room = Classroom::new().await;
        let booking = room.accepted().await;
        room.ctx().clock.advance(TimeDelta::days(6));
        room.rate(booking).await;
        assert_eq!(room.state(booking).await, "completed");
        a_minute_passes(&room).await;
        assert_eq!(room.stage.events("bookings.completed").await, 1);
    }
}
