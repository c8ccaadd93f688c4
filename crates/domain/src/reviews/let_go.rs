use contract::{ReviewId, SubmissionId, UserId};
use sqlx::PgConnection;

use super::{
    Event, blobs,
    life::{announce, remember, settle_queue},
};
use crate::Ctx;

/// Lets go of what somebody is in the middle of, before they are erased. What nobody has reviewed goes for good, with its texts;
/// what was reviewed ends; and the places that they hold are free again. A second time nothing is left to do.
pub(crate) async fn let_go(ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    delete_unreviewed(conn, person).await?;
    end_reviewed(ctx, conn, person).await?;
    give_back(ctx, conn, person).await
}

async fn delete_unreviewed(conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    let alone = sqlx::query_scalar!(
        "SELECT s.id FROM reviews.submission s
         WHERE s.author_id = $1 AND NOT EXISTS (SELECT FROM reviews.review r JOIN reviews.round o ON o.review_id = r.id
                                                WHERE r.submission_id = s.id)
         ORDER BY s.id FOR UPDATE",
        person.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let hashes = sqlx::query_scalar!("SELECT DISTINCT hash FROM reviews.file WHERE submission_id = ANY($1)", &alone)
        .fetch_all(&mut *conn)
        .await?;
    sqlx::query!("DELETE FROM reviews.submission WHERE id = ANY($1)", &alone).execute(&mut *conn).await?;
    blobs::forget(conn, &hashes).await
}

async fn end_reviewed(ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    let ended = sqlx::query!(
        r#"UPDATE reviews.submission s SET state = 'closed', ended_at = $2
           WHERE s.author_id = $1 AND s.state = 'open'
           RETURNING s.id, ARRAY(SELECT r.reviewer_id FROM reviews.review r
                                 WHERE r.submission_id = s.id AND r.state <> 'left') AS "reviewers!""#,
        person.0,
        ctx.now(),
    )
    .fetch_all(&mut *conn)
    .await?;
    for row in ended {
        let id = SubmissionId(row.id);
        sqlx::query!("UPDATE reviews.review SET state = 'left' WHERE submission_id = $1 AND state = 'claimed'", id.0)
            .execute(&mut *conn)
            .await?;
        settle_queue(ctx, conn, id).await?;
        remember(ctx, conn, id, "closed", Some(person), "").await?;
        let reviewers = row.reviewers.into_iter().map(UserId).collect();
        announce(ctx, conn, Event::Closed { submission: id, author: person, reviewers }).await?;
    }
    Ok(())
}

async fn give_back(ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    let held = sqlx::query!(
        "SELECT r.id, r.submission_id, r.state, s.author_id FROM reviews.review r
         JOIN reviews.submission s ON s.id = r.submission_id
         WHERE r.reviewer_id = $1 AND r.state <> 'left' AND NOT r.over ORDER BY s.id FOR UPDATE OF s",
        person.0
    )
    .fetch_all(&mut *conn)
    .await?;
    for row in held {
        let id = SubmissionId(row.submission_id);
        sqlx::query!("UPDATE reviews.review SET state = 'left' WHERE id = $1", row.id).execute(&mut *conn).await?;
        settle_queue(ctx, conn, id).await?;
        remember(ctx, conn, id, "left", Some(person), "").await?;
        // A claim that became nothing is nobody's news.
        if row.state == "published" {
            let (review, author, by) = (ReviewId(row.id), UserId(row.author_id), Some(person));
            announce(ctx, conn, Event::Left { submission: id, review, author, reviewer: person, by }).await?;
        }
    }
    Ok(())
}
