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

/// A time that somebody waits to hear of.
struct Waiting {
    tutor: Uuid,
    starts_at: DateTime<Utc>,
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
            mark(ctx, &mut tx, self.person, letter, &waiting).await?;
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
    async fn still_free(&self, ctx: &Ctx, conn: &mut PgConnection, busy: &[Span]) -> Result<Vec<Waiting>, sqlx::Error> {
        let now = ctx.now();
        let rows = sqlx::query!(
            r#"SELECT o.tutor_id, o.starts_at, f.minutes AS "minutes?", f.notice_hours AS "notice_hours?", f.runs AS "runs?"
               FROM search.opening o JOIN search.saved s ON s.id = o.saved_id
               LEFT JOIN LATERAL (SELECT x.minutes, x.notice_hours, x.runs FROM search.free x WHERE x.tutor_id = o.tutor_id
                                  ORDER BY x.minutes LIMIT 1) f ON s.alert <> 'off'
               WHERE o.person_id = $1 AND o.told_in IS NULL AND o.due_at <= $2 ORDER BY o.starts_at, o.tutor_id LIMIT 500"#,
            self.person.0,
            now,
        )
        .fetch_all(&mut *conn)
        .await?;
        let (mut free, mut gone) = (Vec::new(), Vec::new());
        for row in rows {
            let minutes = TimeDelta::minutes(row.minutes.unwrap_or_default().into());
            let soonest = now + TimeDelta::hours(row.notice_hours.unwrap_or_default().into());
            let offered = row.runs.is_some_and(|runs| starts(&runs).any(|at| at == row.starts_at));
            let mine = busy.iter().any(|&(from, to)| row.starts_at < to && from < row.starts_at + minutes);
            let to = if offered && soonest <= row.starts_at && !mine { &mut free } else { &mut gone };
            to.push(Waiting { tutor: row.tutor_id, starts_at: row.starts_at });
        }
        forget(conn, self.person, &gone).await?;
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

async fn mark(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    letter: EventId,
    told: &[Waiting],
) -> Result<(), sqlx::Error> {
    let (tutors, starts) = columns(told);
    sqlx::query!(
        "UPDATE search.opening o SET told_in = $2, told_at = $3
         FROM unnest($4::uuid[], $5::timestamptz[]) AS t (tutor_id, starts_at)
         WHERE o.person_id = $1 AND o.tutor_id = t.tutor_id AND o.starts_at = t.starts_at",
        person.0,
        letter.0,
        ctx.now(),
        &tutors,
        &starts,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn forget(conn: &mut PgConnection, person: UserId, gone: &[Waiting]) -> Result<(), sqlx::Error> {
    let (tutors, starts) = columns(gone);
    sqlx::query!(
        "DELETE FROM search.opening o USING unnest($2::uuid[], $3::timestamptz[]) AS t (tutor_id, starts_at)
         WHERE o.person_id = $1 AND o.tutor_id = t.tutor_id AND o.starts_at = t.starts_at",
        person.0,
        &tutors,
        &starts,
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn columns(waiting: &[Waiting]) -> (Vec<Uuid>, Vec<DateTime<Utc>>) {
    waiting.iter().map(|one| (one.tutor, one.starts_at)).unzip()
}
