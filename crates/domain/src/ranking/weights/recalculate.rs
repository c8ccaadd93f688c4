use async_trait::async_trait;
use chrono::NaiveTime;
use contract::{RecalculationId, Refusal, UserId, ranking::Recalculate as Form};
use serde::{Deserialize, Serialize};

use crate::{
    Ctx, Once,
    accounts::{Power, User},
    jobs::{Job, JobError, NewJob, Run},
    once,
    ranking::{
        Error,
        deeds::{Deed, record},
        ledger,
    },
};

/// Days of one person that are settled in one transaction.
const DAYS: i64 = 50;

/// Decides that what was earned since the start of a day (UTC) counts by another version of the weights, and begins to write
/// the corrections. Whatever is written meanwhile counts so already.
///
/// # Errors
/// `OnlyAdmins`, `RecalculationRunning`, `DayAhead`; `NoSuchVersion`.
pub async fn recalculate(ctx: &Ctx, user: &User, form: Form) -> Result<(), Error> {
    user.must(Power::Recalculate)?;
    let since = form.since.and_time(NaiveTime::MIN).and_utc();
    if since >= ctx.now() {
        return Err(Refusal::DayAhead.into());
    }
    let mut tx = ctx.begin().await?;
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtext('ranking.weights'))").execute(&mut *tx).await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let known = sqlx::query_scalar!(
        r#"SELECT $1::integer IS NULL OR EXISTS (SELECT FROM ranking.weights WHERE version = $1) AS "known!""#,
        form.version
    )
    .fetch_one(&mut *tx)
    .await?;
    if !known {
        return Err(Refusal::NoSuchVersion.into());
    }
    let id = RecalculationId(ctx.id());
    let begun = sqlx::query!(
        "INSERT INTO ranking.recalculation (id, since, version, begun_at, total)
         SELECT $1, $2, $3, $4, count(DISTINCT (person_id, (earned_at AT TIME ZONE 'UTC')::date)) FROM ranking.entry
         WHERE kind = 'award' AND earned_at >= $2 AND earned_at < $4
         ON CONFLICT ((true)) WHERE ended_at IS NULL DO NOTHING",
        id.0,
        since,
        form.version,
        ctx.now()
    )
    .execute(&mut *tx)
    .await?;
    if begun.rows_affected() == 0 {
        return Err(Refusal::RecalculationRunning.into());
    }
    ctx.jobs.enqueue(&mut tx, NewJob::of(&Recalculate { id })).await?;
    record(ctx, &mut tx, user, Deed::Recalculation { version: form.version }, &form.note).await?;
    tx.commit().await?;
    Ok(())
}

/// Settles the days of a recalculation, a piece at a time. How far it has come stands in the database: a run that is repeated,
/// or begun a second time, goes on where the last one that was finished stopped.
#[derive(Debug, Serialize, Deserialize)]
pub struct Recalculate {
    pub id: RecalculationId,
}

#[async_trait]
impl Job for Recalculate {
    const NAME: &'static str = "ranking.recalculate";

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        let Some(run) = sqlx::query!(
            "SELECT since, begun_at, after_person, after_day FROM ranking.recalculation
             WHERE id = $1 AND ended_at IS NULL FOR UPDATE",
            self.id.0
        )
        .fetch_optional(&mut *tx)
        .await?
        else {
            return Ok(());
        };
        let rows = sqlx::query!(
            r#"SELECT DISTINCT person_id, (earned_at AT TIME ZONE 'UTC')::date AS "day!" FROM ranking.entry
               WHERE kind = 'award' AND earned_at >= $1 AND earned_at < $2
                 AND ($3::uuid IS NULL OR (person_id, (earned_at AT TIME ZONE 'UTC')::date) > ($3, $4::date))
               ORDER BY 1, 2 LIMIT $5"#,
            run.since,
            run.begun_at,
            run.after_person,
            run.after_day,
            DAYS
        )
        .fetch_all(&mut *tx)
        .await?;
        let days: Vec<_> = rows.into_iter().map(|row| (UserId(row.person_id), row.day)).collect();
        ledger::settle(ctx, &mut tx, &days).await?;
        let (person, day) = days.last().map(|(person, day)| (person.0, *day)).unzip();
        let count = i64::try_from(days.len()).unwrap_or_default();
        let is_last = count < DAYS;
        sqlx::query!(
            "UPDATE ranking.recalculation
             SET done = done + $2, total = greatest(total, done + $2), after_person = coalesce($3, after_person),
                 after_day = coalesce($4, after_day), ended_at = CASE WHEN $5 THEN $6::timestamptz END
             WHERE id = $1",
            self.id.0,
            count,
            person,
            day,
            is_last,
            ctx.now()
        )
        .execute(&mut *tx)
        .await?;
        if !is_last {
            ctx.jobs.enqueue(&mut tx, NewJob::of(&self)).await?;
        }
        tx.commit().await?;
        metrics::counter!("ranking_recalculated_days_total").increment(u64::try_from(count).unwrap_or_default());
        Ok(())
    }
}

#[cfg(test)]
#[path = "recalculate_tests.rs"]
mod tests;
