use chrono::TimeDelta;
use contract::{SubmissionId, UserId};
use uuid::Uuid;

use super::{SubmissionPage, life::topic};
use crate::{Ctx, accounts::User, live::tell};

/// A page that has not been heard of for so long is closed.
const FORGOTTEN: TimeDelta = TimeDelta::seconds(45);
/// Names that are told at most.
const MANY: i64 = 20;

/// An open page of a submission. It is renewed every now and then, and says when it goes.
#[derive(Clone, Copy, Debug)]
pub struct OpenPage {
    pub page: Uuid,
    pub submission: SubmissionId,
    pub person: UserId,
}

/// Somebody opened the page, or still has it open.
pub async fn here(ctx: &Ctx, user: &User, open: OpenPage) -> Result<(), sqlx::Error> {
    let mut tx = ctx.begin().await?;
    let came = sqlx::query_scalar!(
        r#"INSERT INTO reviews.present (page_id, submission_id, person_id, seen_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (page_id) DO UPDATE SET seen_at = $4 RETURNING (xmax = 0) AS "came!""#,
        open.page,
        open.submission.0,
        user.id.0,
        ctx.now()
    )
    .fetch_one(&mut *tx)
    .await?;
    if came {
        tell(&mut tx, &format!("{}/present", topic(open.submission))).await?;
    }
    tx.commit().await
}

/// The page was closed.
pub async fn gone(ctx: &Ctx, open: OpenPage) -> Result<(), sqlx::Error> {
    let mut tx = ctx.begin().await?;
    sqlx::query!(
        "DELETE FROM reviews.present WHERE page_id = $1 OR seen_at < $2",
        open.page,
        ctx.now() - TimeDelta::hours(1)
    )
    .execute(&mut *tx)
    .await?;
    tell(&mut tx, &format!("{}/present", topic(open.submission))).await?;
    tx.commit().await
}

/// Who else looks at it, by the names that the reader may know.
pub async fn others(ctx: &Ctx, me: UserId, page: &SubmissionPage) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT DISTINCT w.person_id, p.name AS "name!" FROM reviews.present w
           JOIN accounts.public_person p ON p.id = w.person_id
           WHERE w.submission_id = $1 AND w.seen_at > $2 AND w.person_id <> $3 ORDER BY 2 LIMIT $4"#,
        page.id.0,
        ctx.now() - FORGOTTEN,
        me.0,
        MANY
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(rows.into_iter().map(|row| page.name_of(UserId(row.person_id), row.name)).collect())
}
