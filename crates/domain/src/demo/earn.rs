use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use chrono::TimeDelta;
use contract::UserId;
use sqlx::{PgConnection, PgPool};

use super::{
    Error,
    history::{Busy, circle, history},
};
use crate::{
    Clock, Ctx,
    jobs::{Job, JobError, NewJob, Run},
    ports::Jobs,
    ranking::{self, SettleGiven, badges, boards::CountOnBoards, leagues::PlaceInLeagues},
};

/// What the people of the demo have not opened yet.
const WRAPPED: &str = "polyglot";

/// Three Mondays lie in them.
const DAYS_OF_BOARDS: i64 = 22;

/// Gives the people of the demo what they would have earned. Does nothing where anybody has earned anything.
///
/// # Errors
/// Those of the database; it can be run again.
pub async fn earn(ctx: &Ctx) -> Result<(), Error> {
    let begun =
        sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM ranking.badge) AS "begun!""#).fetch_one(&ctx.db).await?;
    if begun {
        return Ok(());
    }
    let later = Arc::new(Later::default());
    let quiet = Ctx { jobs: later.clone(), ..ctx.clone() };
    ranking::replay(&quiet).await.map_err(broken)?;
    let (people, subjects) = (busy(ctx).await?, subjects(ctx).await?);
    ranking::earlier(&quiet, history(&people, &subjects, ctx.now())).await?;
    ranking::earlier(&quiet, circle(&idle(ctx).await?, ctx.now())).await?;
    for giver in later.givers() {
        SettleGiven { giver, after: None }.run(&quiet, &a_run()).await.map_err(broken)?;
    }
    boards(&quiet).await.map_err(broken)?;
    badges::check_everybody(ctx).await?;
    open(ctx).await
}

/// Lets the boards and leagues of the last weeks be, day after day, as if somebody had looked on.
async fn boards(ctx: &Ctx) -> Result<(), JobError> {
    let now = ctx.now();
    for days in (0..DAYS_OF_BOARDS).rev() {
        let clock = Clock::standing(now - TimeDelta::days(days));
        let then = Ctx { clock, ..ctx.clone() };
        PlaceInLeagues.run(&then, &a_run()).await?;
        CountOnBoards.run(&then, &a_run()).await?;
    }
    Ok(())
}

fn a_run() -> Run {
    Run { id: String::new(), worker: String::new(), attempt: 1 }
}

/// The known people, and those who have done most.
async fn busy(ctx: &Ctx) -> Result<Vec<Busy>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT p.id, p.handle, EXISTS (SELECT FROM tutors.public_tutor t WHERE t.person_id = p.id) AS "teaches!"
           FROM accounts.person p LEFT JOIN ranking.standing s ON s.person_id = p.id
           WHERE p.is_demo ORDER BY p.handle NOT LIKE 'demo-%', coalesce(s.own, 0) DESC, p.handle LIMIT 11"#
    )
    .fetch_all(&ctx.db)
    .await?;
    let busy = rows.into_iter().filter(|row| row.handle != "demo-admin").zip(0_usize..).map(|(row, n)| Busy {
        person: UserId(row.id),
        teaches: row.teaches,
        diligence: 12 + (n * 17) % 30,
        lately: if row.handle == "demo-reviewer" { 38 } else { i64::try_from((n * 5) % 12).unwrap_or_default() },
    });
    Ok(busy.collect())
}

/// Four who have done nothing that others gave points for.
async fn idle(ctx: &Ctx) -> Result<Vec<UserId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "SELECT p.id FROM accounts.person p
         WHERE p.is_demo AND p.handle NOT LIKE 'demo-%'
           AND NOT EXISTS (SELECT FROM ranking.entry e WHERE e.person_id = p.id AND e.giver_id IS NOT NULL)
           AND NOT EXISTS (SELECT FROM tutors.public_tutor t WHERE t.person_id = p.id)
         ORDER BY p.handle LIMIT 4"
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// Those that are learned most.
async fn subjects(ctx: &Ctx) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!("SELECT subject FROM bookings.booking GROUP BY subject ORDER BY count(*) DESC, subject LIMIT 4")
        .fetch_all(&ctx.db)
        .await
}

/// All but that has been seen.
async fn open(ctx: &Ctx) -> Result<(), Error> {
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    sqlx::query!("UPDATE ranking.badge SET revealed_at = earned_at WHERE slug <> $1", WRAPPED)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("UPDATE ranking.standing SET seen_at = $1", now).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

fn broken(error: JobError) -> Error {
    Error::Database(sqlx::Error::Protocol(error.to_string()))
}

/// Keeps in mind what has to be settled at the end, instead of a job each time.
#[derive(Default)]
struct Later(Mutex<BTreeSet<UserId>>);

impl Later {
    fn givers(&self) -> BTreeSet<UserId> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Jobs for Later {
    async fn enqueue_all(&self, _: &mut PgConnection, jobs: Vec<NewJob>) -> Result<(), sqlx::Error> {
        let settle = jobs.into_iter().filter(|job| job.name == SettleGiven::NAME);
        let settle = settle.filter_map(|job| serde_json::from_value::<SettleGiven>(job.payload).ok());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(settle.map(|job| job.giver));
        Ok(())
    }

    async fn finish(&self, _: &mut PgConnection, _: &Run) -> Result<bool, sqlx::Error> {
        Ok(true)
    }

    async fn hasten(&self, _: &PgPool, _: TimeDelta) -> Result<(), sqlx::Error> {
        Ok(())
    }
}
