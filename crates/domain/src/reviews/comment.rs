use contract::{CommentId, Problem, SubmissionId, UserId, reviews::Comment};
use sqlx::PgConnection;

use super::{
    Error, Event,
    hand_over::hand_over,
    life::announce,
    model::{Action, Submission},
    step::begin_step,
    suggest::suggest,
    thread::{Thread, thread_for},
};
use crate::{Ctx, accounts::User};

/// Words in one thread.
const COMMENTS_MAX: u32 = 500;

/// Answers in a thread. A reviewer's word is a draft until their next round; the author's is published at once, and those
/// who talk there hear of it.
///
/// # Errors
/// `NotFound` for a thread that this person does not see; else as [`super::open_thread`].
pub async fn comment(ctx: &Ctx, user: &User, id: SubmissionId, form: Comment) -> Result<(), Error> {
    let Some((mut tx, submission)) = begin_step(ctx, user, id, form.key, Action::Comment).await? else { return Ok(()) };
    let thread = thread_for(&mut tx, &submission, form.thread, user.id).await?;
    let comment = write(ctx, &mut tx, &submission, user, &thread, &form.text).await?;
    if form.suggested.is_some() {
        suggest(&mut tx, &submission, user, &thread, comment, form.suggested.as_ref()).await?;
    }
    if user.id == submission.author {
        for to in listeners(ctx, &mut tx, &submission, &thread).await? {
            announce(ctx, &mut tx, Event::Commented { submission: id, thread: thread.id, by: user.id, to }).await?;
        }
        hand_over(ctx, &mut tx, &submission).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Writes a word into a thread: a draft, unless it is the author's.
pub(super) async fn write(
    ctx: &Ctx,
    conn: &mut PgConnection,
    submission: &Submission,
    user: &User,
    thread: &Thread,
    text: &str,
) -> Result<CommentId, Error> {
    let id = CommentId(ctx.id());
    let is_author = user.id == submission.author;
    let written = sqlx::query!(
        "INSERT INTO reviews.comment (id, thread_id, author_id, text, written_at, published_at)
         SELECT $1, $2, $3, $4, $5, $6
         WHERE (SELECT count(*) FROM reviews.comment WHERE thread_id = $2) < $7::bigint",
        id.0,
        thread.id.0,
        user.id.0,
        text,
        ctx.now(),
        is_author.then(|| ctx.now()),
        i64::from(COMMENTS_MAX),
    )
    .execute(conn)
    .await?;
    if written.rows_affected() == 0 {
        return Err(Error::field("text", Problem::TooMany { max: COMMENTS_MAX as usize }));
    }
    Ok(id)
}

/// The reviewers that the author talks to here: all of them in the author's own thread, else those who have spoken in it.
async fn listeners(
    ctx: &Ctx,
    conn: &mut PgConnection,
    submission: &Submission,
    thread: &Thread,
) -> Result<Vec<UserId>, sqlx::Error> {
    let spoke = sqlx::query_scalar!(
        "SELECT DISTINCT author_id FROM reviews.comment WHERE thread_id = $1 AND published_at IS NOT NULL",
        thread.id.0
    )
    .fetch_all(conn)
    .await?;
    let present = submission.reviews.iter().filter(|review| review.holds(ctx.now())).map(|review| review.reviewer);
    let is_own = thread.opened_by == submission.author;
    Ok(present.filter(|reviewer| is_own || spoke.contains(&reviewer.0)).collect())
}

#[cfg(test)]
mod tests {
    use contract::{
        Refusal,
        reviews::{Kind, Suggested},
    };

    use super::*;
    use crate::reviews::testing::{Desk, refusal, wrong};

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    #[tokio::test]
    async fn the_authors_answer_is_told_at_once() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let thread = desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        let form = desk.answer(thread);
        comment(desk.ctx(), &desk.author, id, form.clone()).await.unwrap();
        comment(desk.ctx(), &desk.author, id, form).await.unwrap();
        let seen = desk.seen(Some(&desk.reviewer), id).await;
        let words: Vec<_> = seen[0].comments.iter().map(|comment| (comment.author, comment.is_draft)).collect();
        assert_eq!(words, [(desk.reviewer.id, false), (desk.author.id, false)]);
        assert_eq!(desk.stage.events("reviews.commented").await, 1);
    }

    #[tokio::test]
    async fn a_reviewers_answer_waits_for_the_next_round() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let thread = desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        comment(desk.ctx(), &desk.reviewer, id, desk.answer(thread)).await.unwrap();
        assert_eq!(desk.seen(Some(&desk.author), id).await[0].comments.len(), 1);
        assert!(desk.seen(Some(&desk.reviewer), id).await[0].comments[1].is_draft);
        assert_eq!(desk.stage.events("reviews.commented").await, 0);
        desk.round(id, &desk.reviewer).await;
        assert_eq!(desk.seen(Some(&desk.author), id).await[0].comments.len(), 2);
    }

    #[tokio::test]
    async fn a_thread_that_one_does_not_see_is_not_there() {
        let desk = Desk::new().await;
        let (id, other) = (desk.open(&FILES).await, desk.open(&FILES).await);
        desk.claimed(id, &desk.reviewer).await;
        let draft = desk.drafted(id, &desk.reviewer, "a.rs:2", None).await;
        assert!(matches!(comment(desk.ctx(), &desk.author, id, desk.answer(draft)).await, Err(Error::NotFound)));
        assert!(matches!(comment(desk.ctx(), &desk.author, other, desk.answer(draft)).await, Err(Error::NotFound)));
        assert_eq!(refusal(comment(desk.ctx(), &desk.second, id, desk.answer(draft)).await), Refusal::ClaimFirst);
    }

    #[tokio::test]
    async fn of_two_blind_reviewers_the_second_does_not_see_the_first() {
        let desk = Desk::new().await;
        let id = desk.two_seats(&FILES).await;
        let first = desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        desk.claimed(id, &desk.second).await;
        assert!(matches!(comment(desk.ctx(), &desk.second, id, desk.answer(first)).await, Err(Error::NotFound)));
        desk.round(id, &desk.second).await;
        comment(desk.ctx(), &desk.second, id, desk.answer(first)).await.unwrap();
    }

    #[tokio::test]
    async fn other_lines_may_be_suggested_later() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let thread = desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        let form = Comment { suggested: Some(Suggested::Deletion), ..desk.answer(thread) };
        comment(desk.ctx(), &desk.reviewer, id, form).await.unwrap();
        let seen = desk.seen(Some(&desk.reviewer), id).await;
        assert_eq!(seen[0].comments[1].suggestion.as_ref().unwrap().replacement, None);
        let whole = desk.drafted(id, &desk.reviewer, "", None).await;
        let form = Comment { suggested: Some(Suggested::Deletion), ..desk.answer(whole) };
        assert_eq!(wrong(comment(desk.ctx(), &desk.reviewer, id, form).await), ["suggest"]);
    }

    #[tokio::test]
    async fn a_thread_does_not_grow_for_ever() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let question = desk.asked(id).await;
        sqlx::query(
            "INSERT INTO reviews.comment (id, thread_id, author_id, text, written_at, published_at)
             SELECT gen_random_uuid(), $1, $2, 'And?', $3, $3 FROM generate_series(2, 499)",
        )
        .bind(question.0)
        .bind(desk.author.id.0)
        .bind(desk.now())
        .execute(&desk.ctx().db)
        .await
        .unwrap();
        comment(desk.ctx(), &desk.author, id, desk.answer(question)).await.unwrap();
        assert_eq!(wrong(comment(desk.ctx(), &desk.author, id, desk.answer(question)).await), ["text"]);
    }

    #[tokio::test]
    async fn who_holds_no_seat_any_more_is_not_told() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let thread = desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        desk.left(id, &desk.reviewer).await;
        comment(desk.ctx(), &desk.author, id, desk.answer(thread)).await.unwrap();
        assert_eq!(desk.stage.events("reviews.commented").await, 0);
        assert_eq!(desk.seen(None, id).await[0].comments.len(), 2);
        assert_eq!(desk.seen(None, id).await[0].kind, Kind::Improvement);
    }
}
