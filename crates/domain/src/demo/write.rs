//! Writes a plan: a statement a table, with arrays as columns.

mod events;
mod people;
mod reviews;
mod rubrics;
mod sessions;
mod tutors;

use chrono::{DateTime, Utc};
use contract::BookingId;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{plan::Plan, tutors::Subject};
use crate::Ctx;

/// Answers the requests that wait for an answer, with the time at which they run out.
pub(super) async fn all(
    ctx: &Ctx,
    conn: &mut PgConnection,
    plan: &Plan,
    subjects: &[Subject],
    password_hash: &str,
) -> Result<Vec<(BookingId, DateTime<Utc>)>, sqlx::Error> {
    let ids: Vec<Uuid> = plan.people.iter().map(|_| ctx.id()).collect();
    people::write(ctx, conn, plan, &ids, password_hash).await?;
    tutors::write(ctx, conn, plan, &ids, subjects).await?;
    reviews::write(ctx, conn, plan, &ids).await?;
    rubrics::write(ctx, conn, plan, &ids).await?;
    let due = sessions::write(ctx, conn, plan, &ids).await?;
    events::write(ctx, conn).await?;
    Ok(due)
}
