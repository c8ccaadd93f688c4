//! Writes a plan: a statement a table, with arrays as columns.

mod applications;
mod between;
mod events;
mod groups;
mod people;
mod reviews;
mod rubrics;
mod sessions;
mod tutors;

use sqlx::PgConnection;
use uuid::Uuid;

use super::{plan::Plan, tutors::Subject};
use crate::Ctx;

pub(super) async fn all(
    ctx: &Ctx,
    conn: &mut PgConnection,
    plan: &Plan,
    subjects: &[Subject],
    password_hash: &str,
) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = plan.people.iter().map(|_| ctx.id()).collect();
    people::write(ctx, conn, plan, &ids, password_hash).await?;
    tutors::write(ctx, conn, plan, &ids, subjects).await?;
    reviews::write(ctx, conn, plan, &ids).await?;
    applications::write(ctx, conn, plan, &ids).await?;
    rubrics::write(ctx, conn, plan, &ids).await?;
    sessions::write(ctx, conn, plan, &ids).await?;
    groups::write(ctx, conn, plan, &ids).await?;
    between::write(ctx, conn).await?;
    events::write(ctx, conn).await
}
