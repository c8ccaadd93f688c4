//! It is the reviewer's turn when nothing waits for the author any more, also without a new iteration.

use sqlx::PgConnection;

use super::{
    life::turn_to,
    model::{Submission, Turn},
};
use crate::Ctx;

/// Gives the turn to the reviewer if every open thread has the author's word, and at least one waits to be read.
pub(super) async fn hand_over(ctx: &Ctx, conn: &mut PgConnection, submission: &Submission) -> Result<(), sqlx::Error> {
    if submission.turn == Turn::Reviewer {
        return Ok(());
    }
    let is_done = sqlx::query_scalar!(
        r#"SELECT coalesce(bool_and(t.state = 'verify' OR last.author_id = $2), false) AS "is_done!"
           FROM reviews.thread t
           CROSS JOIN LATERAL (SELECT c.author_id FROM reviews.comment c
                               WHERE c.thread_id = t.id AND c.published_at IS NOT NULL
                               ORDER BY c.published_at DESC, c.written_at DESC, c.id DESC LIMIT 1) last
           WHERE t.submission_id = $1 AND t.published_at IS NOT NULL AND t.state IN ('open', 'verify')"#,
        submission.id.0,
        submission.author.0
    )
    .fetch_one(&mut *conn)
    .await?;
    if is_done {
        turn_to(ctx, conn, submission.id, Turn::Reviewer).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::reviews::{Kind, ThreadState};

    use crate::reviews::{Turn, comment, resolve, testing::Desk};

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    #[tokio::test]
    async fn once_every_open_thread_has_the_authors_word() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        let one = desk.drafted(id, &desk.reviewer, "a.rs:1", None).await;
        let two = desk.drafted(id, &desk.reviewer, "a.rs:2", None).await;
        desk.round(id, &desk.reviewer).await;
        comment(desk.ctx(), &desk.author, id, desk.answer(one)).await.unwrap();
        assert_eq!(desk.turn(id).await, Turn::Author);
        resolve(desk.ctx(), &desk.author, id, desk.to(two, ThreadState::Fixed)).await.unwrap();
        assert_eq!(desk.turn(id).await, Turn::Reviewer);
    }

    #[tokio::test]
    async fn thanks_for_praise_hand_nothing_over() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        let praise = desk.drafted_as(id, &desk.reviewer, "a.rs:1", Kind::Praise).await;
        desk.round(id, &desk.reviewer).await;
        comment(desk.ctx(), &desk.author, id, desk.answer(praise)).await.unwrap();
        assert_eq!(desk.turn(id).await, Turn::Author);
    }
}
