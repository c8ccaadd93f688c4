//! When the time to join is over, it is decided whether a group takes place. It counts as decided from that moment on; here it is
//! written down.

use async_trait::async_trait;
use contract::{GroupId, UserId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{GroupEvent, GroupState, call_off::end, events::announce, facts::load, line, model::Group};
use crate::{
    Ctx,
    jobs::{Class, Job, JobError, Run},
};

/// Writes down what has become of one group.
#[derive(Debug, Serialize, Deserialize)]
pub struct DecideGroup {
    pub group: GroupId,
}

#[async_trait]
impl Job for DecideGroup {
    const NAME: &'static str = "bookings.decide_group";
    const CLASS: Class = Class::Short;

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        let Some(group) = load(&mut tx, self.group).await? else { return Ok(()) };
        write_down(ctx, &mut tx, &group).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Groups that are to be decided by now.
pub(in crate::bookings) async fn due(
    ctx: &Ctx,
    conn: &mut PgConnection,
    limit: i64,
) -> Result<Vec<GroupId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM bookings.group_session WHERE state = 'open' AND join_until <= $1 ORDER BY join_until LIMIT $2",
        ctx.now(),
        limit,
    );
    Ok(ids.fetch_all(conn).await?.into_iter().map(GroupId).collect())
}

/// Before anybody changes a seat: what is due is written down, so that a seat that is given back later does not count. Whether
/// anything was.
pub(in crate::bookings) async fn settle(ctx: &Ctx, conn: &mut PgConnection, id: GroupId) -> Result<bool, sqlx::Error> {
    let Some(group) = load(conn, id).await? else { return Ok(false) };
    write_down(ctx, conn, &group).await?;
    Ok(group.state != group.state_at(ctx.now()))
}

async fn write_down(ctx: &Ctx, conn: &mut PgConnection, group: &Group) -> Result<(), sqlx::Error> {
    match (group.state, group.state_at(ctx.now())) {
        (GroupState::Open, GroupState::CalledOff) => end(ctx, conn, group, None, "").await,
        (GroupState::Open, GroupState::On) => go_ahead(ctx, conn, group).await,
        _ => Ok(()),
    }
}

/// Who has a seat comes. What was only kept is given up, and nobody waits any more.
async fn go_ahead(ctx: &Ctx, conn: &mut PgConnection, group: &Group) -> Result<(), sqlx::Error> {
    let mut waiting = line::disperse(conn, group.id).await?;
    waiting.extend(kept(conn, group.id).await?);
    line::drop_lapsed(ctx, conn, group.id).await?;
    sqlx::query!(
        "UPDATE bookings.group_session SET state = 'on', decided_at = $2 WHERE id = $1",
        group.id.0,
        ctx.now()
    )
    .execute(&mut *conn)
    .await?;
    announce(ctx, conn, GroupEvent::WentAhead { group: group.id, tutor: group.tutor, waiting }).await
}

/// For whom a seat was kept until now.
async fn kept(conn: &mut PgConnection, group: GroupId) -> Result<Vec<UserId>, sqlx::Error> {
    let people = sqlx::query_scalar!(
        "SELECT student_id FROM bookings.booking WHERE group_id = $1 AND state = 'held' ORDER BY id",
        group.0
    );
    Ok(people.fetch_all(conn).await?.into_iter().map(UserId).collect())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::Refusal;

    use super::*;
    use crate::{
        bookings::{
            Lapse,
            groups::{
                page, seat,
                testing::{Gathering, cancel_form},
            },
            testing::{refusal, step},
        },
        testing::a_run,
    };

    #[tokio::test]
    async fn too_few_get_everything_back_and_that_is_so_before_the_job_runs() {
        let g = Gathering::new().await;
        let (id, ada) = (g.planned().await, g.room.stage.person("ada").await);
        g.join(&ada, id).await.unwrap();
        let booking = seat::of(&g.ctx().db, id, ada.id).await.unwrap().unwrap();
        g.until_decided();
        let shown = crate::bookings::page(g.ctx(), &ada, booking).await.unwrap().unwrap();
        assert_eq!(shown.state, crate::bookings::State::Cancelled);
        assert_eq!(page(g.ctx(), Some(&ada), id).await.unwrap().unwrap().state, GroupState::CalledOff);
        let cancelled = crate::bookings::cancel(g.ctx(), &ada, booking, cancel_form(g.ctx())).await;
        assert_eq!(refusal(cancelled), Refusal::AlreadyCancelled);
        g.a_minute_passes().await;
        g.a_minute_passes().await;
        assert_eq!((g.picture(id).await.as_str(), g.room.busy_rows().await), ("ada cancelled", 0));
        assert_eq!(g.count("SELECT refund_minor FROM bookings.booking").await, 1_000);
        assert_eq!(g.room.stage.events("bookings.called_off").await, 1);
        assert_eq!(g.room.stage.events("groups.called_off").await, 1);
    }

    #[tokio::test]
    async fn enough_come_and_the_line_is_closed() {
        let g = Gathering::new().await;
        let (id, seated) = g.full().await;
        let waiting = g.people(&["dan", "eve"]).await;
        for who in &waiting {
            g.wait(who, id).await.unwrap();
        }
        g.later(TimeDelta::hours(48) + TimeDelta::minutes(50));
        g.give_up(&seated[0], id).await.unwrap();
        assert!(g.picture(id).await.contains("dan held"));
        g.until_decided();
        assert_eq!(refusal(g.join(&waiting[0], id).await), Refusal::JoiningOver, "ten minutes were all there was");
        g.a_minute_passes().await;
        g.a_minute_passes().await;
        assert_eq!(g.picture(id).await, "ada cancelled, bob accepted, cyd accepted");
        let told = "SELECT jsonb_array_length(body->'what'->'waiting')::bigint FROM outbox.event WHERE name = 'groups.went_ahead'";
        assert_eq!(g.count(told).await, 2);
        g.give_up(&seated[1], id).await.unwrap();
        g.a_minute_passes().await;
        assert_eq!(
            page(g.ctx(), None, id).await.unwrap().unwrap().state,
            GroupState::On,
            "who leaves later changes nothing"
        );
        let booking = seat::of(&g.ctx().db, id, seated[2].id).await.unwrap().unwrap();
        g.later(TimeDelta::hours(4));
        crate::bookings::check_in(g.ctx(), &seated[2], booking, step(g.ctx())).await.unwrap();
        crate::bookings::check_in(g.ctx(), &g.room.tutor, booking, step(g.ctx())).await.unwrap();
        g.later(TimeDelta::hours(2));
        crate::bookings::complete(g.ctx(), &seated[2], booking, step(g.ctx())).await.unwrap();
        assert!(g.picture(id).await.contains("cyd completed"));
    }

    #[tokio::test]
    async fn with_four_of_seats_kept_only_those_who_come_count() {
        let g = Gathering::new().await;
        let (id, seated) = g.full().await;
        let waiting = g.people(&["dan", "eve"]).await;
        for who in &waiting {
            g.wait(who, id).await.unwrap();
        }
        g.later(TimeDelta::hours(48) + TimeDelta::minutes(50));
        g.give_up(&seated[0], id).await.unwrap();
        g.give_up(&seated[1], id).await.unwrap();
        g.until_decided();
        g.a_minute_passes().await;
        assert_eq!(g.picture(id).await, "ada cancelled, bob cancelled, cyd cancelled");
    }

    #[tokio::test]
    async fn a_job_that_comes_days_late_does_what_was_so_all_the_time() {
        let g = Gathering::new().await;
        let (id, ada) = (g.planned().await, g.room.stage.person("ada").await);
        g.join(&ada, id).await.unwrap();
        let booking = seat::of(&g.ctx().db, id, ada.id).await.unwrap().unwrap();
        g.later(TimeDelta::days(9));
        Lapse { booking }.run(g.ctx(), &a_run()).await.unwrap();
        assert_eq!(g.picture(id).await, "ada accepted", "a session that did not take place is not done by itself");
        g.a_minute_passes().await;
        assert_eq!(
            (g.picture(id).await.as_str(), g.room.stage.events("bookings.completed").await),
            ("ada cancelled", 0)
        );
    }

    #[tokio::test]
    async fn who_gives_up_after_that_moment_changes_nothing_also_before_the_job_runs() {
        for at_once in [false, true, true, true] {
            let g = Gathering::new().await;
            let id = g.planned().await;
            let people = g.people(&["ada", "bob"]).await;
            for who in &people {
                g.join(who, id).await.unwrap();
            }
            g.until_decided();
            if at_once {
                let run = a_run();
                let decide = || DecideGroup { group: id }.run(g.ctx(), &run);
                let (one, two, up) = tokio::join!(decide(), decide(), g.give_up(&people[0], id));
                one.and(two).unwrap();
                up.unwrap();
            } else {
                g.give_up(&people[0], id).await.unwrap();
                g.a_minute_passes().await;
            }
            assert_eq!(g.picture(id).await, "ada cancelled, bob accepted");
            assert_eq!(g.room.stage.events("groups.went_ahead").await, 1);
        }
    }
}
