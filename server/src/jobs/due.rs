//! The queue without its workers, for tests and for filling a database: whoever enqueued runs the jobs too, one by one.

use chrono::TimeDelta;
use domain::{
    Ctx,
    jobs::{Class, Run},
};
use sqlx::{FromRow, PgPool};
use ulid::Ulid;

use super::{
    Registry, Settings,
    desk::{Desk, Row},
};

#[derive(FromRow)]
struct Fetched {
    id: String,
    job: Vec<u8>,
    attempts: i32,
    max_attempts: i32,
}

/// Runs what is due until nothing is, with what the jobs themselves enqueue; says how many runs that were. A job that
/// fails waits for its next try as always.
pub async fn run_due(ctx: &Ctx, registry: &Registry) -> Result<usize, sqlx::Error> {
    let back_off = Settings::default().back_off;
    let desk = Desk { ctx: ctx.clone(), registry: registry.clone(), pool: ctx.db.clone(), back_off };
    let worker = format!("inline-{}", Ulid::generate());
    sqlx::query("INSERT INTO apalis.workers (id, worker_type, storage_name) VALUES ($1, 'inline', '')")
        .bind(&worker)
        .execute(&ctx.db)
        .await?;
    let mut runs = 0;
    loop {
        let before = runs;
        for class in Class::ALL {
            for Fetched { id, job, attempts, max_attempts } in fetch(&ctx.db, &worker, class).await? {
                let run = Run { id, worker: worker.clone(), attempt: attempts + 1 };
                desk.perform(&job, &Row { run, attempts: max_attempts }).await;
                runs += 1;
            }
        }
        if runs == before {
            return Ok(runs);
        }
    }
}

async fn fetch(pool: &PgPool, worker: &str, class: Class) -> Result<Vec<Fetched>, sqlx::Error> {
    sqlx::query_as("SELECT id, job, attempts, max_attempts FROM apalis.get_jobs($1, $2, 50)")
        .bind(worker)
        .bind(class.queue())
        .fetch_all(pool)
        .await
}

/// Brings every waiting job nearer by as much as a development clock was moved forward.
pub async fn hasten(pool: &PgPool, by: TimeDelta) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE apalis.jobs SET run_at = run_at - $1 * interval '1 second'
         WHERE status = 'Pending' OR (status = 'Failed' AND attempts < max_attempts)",
    )
    .bind(by.num_seconds())
    .execute(pool)
    .await?;
    Ok(())
}
