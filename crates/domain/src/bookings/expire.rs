use async_trait::async_trait;
use contract::BookingId;
use serde::{Deserialize, Serialize};

use super::{
    Event,
    life::{announce, load, move_to},
    model::State,
};
use crate::{
    Ctx,
    jobs::{Job, JobError, Run},
};

/// Ends a request that nobody answered before its time came. Due at the session's start.
#[derive(Debug, Serialize, Deserialize)]
pub struct Expire {
    pub booking: BookingId,
}

#[async_trait]
impl Job for Expire {
    const NAME: &'static str = "bookings.expire";

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        let Some(booking) = load(&mut tx, self.booking).await? else { return Ok(()) };
        if booking.state != State::Requested || ctx.now() < booking.starts_at {
            return Ok(());
        }
        move_to(&mut tx, &booking, State::Expired).await?;
        let event = Event::Expired { booking: self.booking, tutor: booking.tutor, student: booking.student };
        announce(ctx, &mut tx, event, None, "").await?;
        tx.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::bookings::testing::Classroom;

    fn a_run() -> Run {
        Run { id: "1".into(), worker: "test".into(), attempt: 1 }
    }

    #[tokio::test]
    async fn an_unanswered_request_ends_when_its_time_comes_and_once() {
        let room = Classroom::new().await;
        let booking = room.requested().await;
        Expire { booking }.run(room.ctx(), &a_run()).await.unwrap();
        assert_eq!(room.state(booking).await, "requested", "not yet");
        room.ctx().clock.advance(TimeDelta::days(2));
        Expire { booking }.run(room.ctx(), &a_run()).await.unwrap();
        Expire { booking }.run(room.ctx(), &a_run()).await.unwrap();
        assert_eq!(room.state(booking).await, "expired");
        assert_eq!(room.stage.events("bookings.expired").await, 1);
        assert_eq!(room.busy_rows().await, 0);
    }

    #[tokio::test]
    async fn an_accepted_one_stays() {
        let room = Classroom::new().await;
        let booking = room.accepted().await;
        room.ctx().clock.advance(TimeDelta::days(2));
        Expire { booking }.run(room.ctx(), &a_run()).await.unwrap();
        assert_eq!(room.state(booking).await, "accepted");
    }
}
