use contract::{SubmissionId, ThreadId, UserId};
use sqlx::PgConnection;

use super::{
    Error,
    life::read,
    model::{Action, Submission},
    step::refuse_strangers,
    thread::{counted, stored},
};
use crate::{Ctx, accounts::User};

/// What a reviewer may want to know before a round goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrePublish {
    /// As long as there are some, nothing is published.
    pub unanswered: Vec<Unanswered>,
    /// Files of the latest iteration in which this reviewer has never said anything.
    pub untouched_files: Vec<String>,
    /// Words that would be published.
    pub drafts: u32,
    /// Nothing has been called good yet.
    pub no_praise: bool,
}

/// An open question of the author in which this reviewer has not said a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unanswered {
    pub thread: ThreadId,
    pub number: u32,
}

/// Where a reviewer stands before publishing.
///
/// # Errors
/// The rules of [`Action::PublishRound`].
pub async fn pre_publish(ctx: &Ctx, user: &User, id: SubmissionId) -> Result<PrePublish, Error> {
    let mut conn = ctx.db.acquire().await?;
    let submission = read(&mut conn, id).await?.ok_or(Error::NotFound)?;
    refuse_strangers(ctx, &mut conn, user, &submission).await?;
    submission.check(user.id, Action::PublishRound, ctx.now())?;
    let row = sqlx::query!(
        r#"WITH said AS (SELECT t.path, t.kind, t.opened_by, c.published_at
                         FROM reviews.comment c JOIN reviews.thread t ON t.id = c.thread_id
                         WHERE t.submission_id = $1 AND c.author_id = $2)
           SELECT (SELECT count(*) FROM said WHERE published_at IS NULL) AS "drafts!",
                  NOT EXISTS (SELECT FROM said WHERE kind = 'praise' AND opened_by = $2) AS "no_praise!",
                  (SELECT coalesce(array_agg(f.path ORDER BY f.path), '{}') FROM reviews.file f
                   WHERE f.submission_id = $1 AND f.iteration = $3
                     AND NOT EXISTS (SELECT FROM said WHERE said.path = f.path)) AS "untouched_files!""#,
        id.0,
        user.id.0,
        stored(submission.iteration)
    )
    .fetch_one(&mut *conn)
    .await?;
    Ok(PrePublish {
        unanswered: unanswered(&mut conn, &submission, user.id).await?,
        untouched_files: row.untouched_files,
        drafts: u32::try_from(row.drafts).unwrap_or(u32::MAX),
        no_praise: row.no_praise,
    })
}

pub(super) async fn unanswered(
    conn: &mut PgConnection,
    submission: &Submission,
    person: UserId,
) -> Result<Vec<Unanswered>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT t.id, t.number FROM reviews.thread t
         WHERE t.submission_id = $1 AND t.opened_by = $2 AND t.kind = 'question' AND t.state = 'open'
           AND t.published_at IS NOT NULL
           AND NOT EXISTS (SELECT FROM reviews.comment c WHERE c.thread_id = t.id AND c.author_id = $3)
         ORDER BY t.number LIMIT 100",
        submission.id.0,
        submission.author.0,
        person.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| Unanswered { thread: ThreadId(row.id), number: counted(row.number) }).collect())
}

#[cfg(test)]
mod tests {
    use contract::reviews::Kind;

    use super::*;
    use crate::reviews::testing::Desk;

    const FILES: [(&str, &str); 2] = [("a.rs", "fn a() {\n    x\n}\n"), ("b.rs", "fn b() {}\n")];

    #[tokio::test]
    async fn before_it_goes_out_one_sees_what_is_missing() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        let fresh = pre_publish(desk.ctx(), &desk.reviewer, id).await.unwrap();
        assert_eq!((fresh.drafts, fresh.no_praise, fresh.untouched_files.len()), (0, true, 2));
        desk.drafted_as(id, &desk.reviewer, "a.rs:2", Kind::Praise).await;
        let check = pre_publish(desk.ctx(), &desk.reviewer, id).await.unwrap();
        let untouched_files = vec!["b.rs".to_owned()];
        assert_eq!(check, PrePublish { unanswered: Vec::new(), untouched_files, drafts: 1, no_praise: false });
        assert!(pre_publish(desk.ctx(), &desk.second, id).await.is_err());
    }
}
