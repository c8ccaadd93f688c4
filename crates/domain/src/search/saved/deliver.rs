use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use contract::{EventId, UserId, tutors::Alert};
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;

use super::matching::due;
use crate::{
    Ctx,
    accounts::parse_zone,
    bookings, events,
    jobs::{Job, JobError, NewJob, Run},
    outbox,
    search::{Event, windows::starts, wish::Span},
};

/// Mails within a day; what opens beyond that waits for the morning.
const MAILS_A_DAY: i64 = 10;

/// Tells a person of the times that have opened for them, if they are free still.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Deliver {
    pub person: UserId,
}

impl Deliver {
    /// One for each person and minute.
    pub fn key(&self, due: DateTime<Utc>) -> String {
        format!("search.deliver:{}:{}", self.person, due.timestamp())
    }
}

#[async_trait]
impl Job for Deliver {
    const NAME: &'static str = "search.deliver";

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let now = ctx.now();
        let busy = bookings::busy(ctx, self.person, now, now + TimeDelta::days(bookings::HORIZON_DAYS)).await?;
        let mut tx = ctx.begin().await?;
        // Two for one person at a time would tell the same.
        sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('search.deliver:' || $1::uuid, 0))", self.person.0)
            .execute(&mut *tx)
            .await?;
        if told_today(ctx, &mut tx, self.person).await? >= MAILS_A_DAY {
            return self.wait_for_morning(ctx, tx).await;
        }
        let waiting = self.still_free(ctx, &mut tx, &busy).await?;
        if !waiting.is_empty() {
            let letter = EventId(ctx.id());
            mark(ctx, &mut tx, letter, &waiting).await?;
            let event = events::Event::Search(Event::SlotsOpened { person: self.person, letter });
            outbox::publish(ctx, &mut tx, event).await?;
        }
        tx.commit().await?;
        metrics::counter!("search_alerts_total").increment(u64::from(!waiting.is_empty()));
        Ok(())
    }
}

impl Deliver {
    /// Those that are due and free; what is taken or over is forgotten, so that it may open again. The soonest first.
    async fn still_free(&self, ctx: &Ctx, conn: &mut PgConnection, busy: &[Span]) -> Result<Vec<Uuid>, sqlx::Error> {
        let now = ctx.now();
        let rows = sqlx::query!(
            r#"SELECT o.id, o.starts_at, g.id AS "group?", coalesce(g.ends_at, o.starts_at + f.minutes * interval '1 minute') AS ends_at,
                      coalesce(g.join_until, o.starts_at - f.notice_hours * interval '1 hour') AS until, f.runs AS "runs?",
                      EXISTS (SELECT FROM accounts.public_block b
                              WHERE (b.blocker_id, b.blocked_id) IN ((o.person_id, o.tutor_id), (o.tutor_id, o.person_id))) AS "apart!"
               FROM search.opening o JOIN search.saved s ON s.id = o.saved_id
               LEFT JOIN bookings.public_group g ON g.id = o.group_id AND g.state <> 'cancelled' AND g.seats_free > 0 AND s.alert <> 'off'
               LEFT JOIN LATERAL (SELECT x.minutes, x.notice_hours, x.runs FROM search.free x WHERE x.tutor_id = o.tutor_id
                                  ORDER BY x.minutes LIMIT 1) f ON o.group_id IS NULL AND s.alert <> 'off'
               WHERE o.person_id = $1 AND o.told_in IS NULL AND o.due_at <= $2 ORDER BY o.starts_at, o.tutor_id LIMIT 500"#,
            self.person.0,
            now,
        )
        .fetch_all(&mut *conn)
        .await?;
        let (mut free, mut gone) = (Vec::new(), Vec::new());
        for row in rows {
            let offered =
                row.group.is_some() || row.runs.is_some_and(|runs| starts(&runs).any(|at| at == row.starts_at));
            let in_time = row.until.is_some_and(|until| now <= until);
            let mine = row.ends_at.is_some_and(|end| busy.iter().any(|&(from, to)| row.starts_at < to && from < end));
            let to = if offered && in_time && !mine && !row.apart { &mut free } else { &mut gone };
            to.push(row.id);
        }
        sqlx::query!("DELETE FROM search.opening WHERE id = ANY($1)", &gone).execute(conn).await?;
        Ok(free)
    }

    async fn wait_for_morning(&self, ctx: &Ctx, mut tx: Transaction<'static, Postgres>) -> Result<(), JobError> {
        let zone =
            sqlx::query_scalar!(r#"SELECT zone AS "zone!" FROM accounts.public_person WHERE id = $1"#, self.person.0)
                .fetch_optional(&mut *tx)
                .await?;
        let morning = due(Alert::Daily, zone.as_deref().and_then(parse_zone).unwrap_or(Tz::UTC), ctx.now());
        sqlx::query!(
            "UPDATE search.opening SET due_at = $2 WHERE person_id = $1 AND told_in IS NULL AND due_at < $2",
            self.person.0,
            morning
        )
        .execute(&mut *tx)
        .await?;
        ctx.jobs.enqueue(&mut tx, NewJob::of(self).key(self.key(morning)).at(morning)).await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn told_today(ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT count(DISTINCT told_in) AS "count!" FROM search.opening WHERE person_id = $1 AND told_at > $2"#,
        person.0,
        ctx.now() - TimeDelta::hours(20),
    )
    .fetch_one(conn)
    .await
}

async fn mark(ctx: &Ctx, conn: &mut PgConnection, letter: EventId, told: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE search.opening SET told_in = $1, told_at = $2 WHERE id = ANY($3)", letter.0, ctx.now(), told)
        .execute(conn)
        .await?;
    Ok(())
}
