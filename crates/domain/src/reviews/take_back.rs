use contract::{CommentId, Refusal, SubmissionId, ThreadId, UserId, reviews::TakeBack};
use sqlx::PgConnection;

use super::{Error, step::begin};
use crate::{Ctx, accounts::User};

/// A word that is not published yet is gone for good; the last one takes its thread along. One's own drafts are one's own
/// also when the seat is lost or the submission has ended.
///
/// # Errors
/// `CommentPublished`, and `NotFound` for what somebody else wrote.
pub async fn take_back(ctx: &Ctx, user: &User, id: SubmissionId, form: TakeBack) -> Result<(), Error> {
    let Some((mut tx, _)) = begin(ctx, user, id, form.key).await? else { return Ok(()) };
    let thread = own_draft(&mut tx, id, user.id, form.comment).await?;
    sqlx::query!("DELETE FROM reviews.comment WHERE id = $1", form.comment.0).execute(&mut *tx).await?;
    sqlx::query!(
        "DELETE FROM reviews.thread t
         WHERE t.id = $1 AND NOT EXISTS (SELECT FROM reviews.comment c WHERE c.thread_id = t.id)",
        thread.0
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The thread of a draft that this person wrote.
pub(super) async fn own_draft(
    conn: &mut PgConnection,
    submission: SubmissionId,
    person: UserId,
    comment: CommentId,
) -> Result<ThreadId, Error> {
    let row = sqlx::query!(
        r#"SELECT c.thread_id, c.published_at IS NOT NULL AS "published!"
           FROM reviews.comment c JOIN reviews.thread t ON t.id = c.thread_id
           WHERE c.id = $1 AND c.author_id = $2 AND t.submission_id = $3"#,
        comment.0,
        person.0,
        submission.0
    )
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    if row.published { Err(Refusal::CommentPublished.into()) } else { Ok(ThreadId(row.thread_id)) }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::reviews::{
        comment,
        testing::{Desk, refusal},
    };

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    #[tokio::test]
    async fn the_last_word_takes_its_thread_along() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        let thread = desk.drafted(id, &desk.reviewer, "a.rs:2", Some("    y")).await;
        comment(desk.ctx(), &desk.reviewer, id, desk.answer(thread)).await.unwrap();
        let words = desk.seen(Some(&desk.reviewer), id).await[0].comments.clone();
        let back = |comment| TakeBack { key: desk.key(), comment };
        let form = back(words[0].id);
        take_back(desk.ctx(), &desk.reviewer, id, form.clone()).await.unwrap();
        take_back(desk.ctx(), &desk.reviewer, id, form).await.unwrap();
        assert_eq!(desk.seen(Some(&desk.reviewer), id).await[0].comments.len(), 1);
        // The half hour is over, the draft is still one's own.
        desk.ctx().clock.advance(TimeDelta::hours(1));
        take_back(desk.ctx(), &desk.reviewer, id, back(words[1].id)).await.unwrap();
        assert!(desk.seen(Some(&desk.reviewer), id).await.is_empty());
    }

    #[tokio::test]
    async fn what_is_published_or_someone_elses_stays() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        let comment = desk.seen(None, id).await[0].comments[0].id;
        let back = || TakeBack { key: desk.key(), comment };
        assert_eq!(refusal(take_back(desk.ctx(), &desk.reviewer, id, back()).await), Refusal::CommentPublished);
        assert!(matches!(take_back(desk.ctx(), &desk.author, id, back()).await, Err(Error::NotFound)));
        let other = desk.open(&FILES).await;
        assert!(matches!(take_back(desk.ctx(), &desk.reviewer, other, back()).await, Err(Error::NotFound)));
    }
}
