use contract::{Refusal, ReviewId, SubmissionId, UserId, reviews::PublishRound};
use sqlx::PgConnection;

use super::{
    Error, Event,
    life::{announce, remember, settle_queue, turn_to},
    model::{Action, Role, Submission, Turn},
    pre_publish::unanswered,
    rubric::mark_round,
    step::begin_step,
    thread::{counted, stored},
};
use crate::{Ctx, accounts::User};

/// Publishes everything that a reviewer has drafted, with a verdict. From the first round on the seat is theirs, and it is
/// the author's turn. Questions of the author that it answers are settled.
///
/// # Errors
/// `NewerIteration` if another one than was read is the latest, `QuestionsUnanswered`, `RubricReplaced`, and the rules of
/// [`Action::PublishRound`].
pub async fn publish_round(ctx: &Ctx, user: &User, id: SubmissionId, form: PublishRound) -> Result<(), Error> {
    let Some((mut tx, submission)) = begin_step(ctx, user, id, form.key, Action::PublishRound).await? else {
        return Ok(());
    };
    let Role::Reviewer(review) = submission.role(user.id, ctx.now()) else {
        return Err(Refusal::ClaimRanOut.into());
    };
    if form.iteration != submission.iteration {
        return Err(Refusal::NewerIteration.into());
    }
    if !unanswered(&mut tx, &submission, user.id).await?.is_empty() {
        return Err(Refusal::QuestionsUnanswered.into());
    }
    let round = insert(ctx, &mut tx, review.id, &form).await?;
    if let Some(marks) = &form.marks {
        mark_round(&mut tx, id, review.id, round, marks).await?;
    }
    publish_drafts(ctx, &mut tx, &submission, user.id, review.id).await?;
    sqlx::query!("UPDATE reviews.review SET state = 'published' WHERE id = $1", review.id.0).execute(&mut *tx).await?;
    turn_to(ctx, &mut tx, id, Turn::Author).await?;
    settle_queue(ctx, &mut tx, id).await?;
    remember(ctx, &mut tx, id, "reviewed", Some(user.id), form.verdict.as_str()).await?;
    let event =
        Event::Reviewed { submission: id, review: review.id, author: submission.author, reviewer: user.id, round };
    announce(ctx, &mut tx, event).await?;
    tx.commit().await?;
    Ok(())
}

async fn insert(ctx: &Ctx, conn: &mut PgConnection, review: ReviewId, form: &PublishRound) -> Result<u32, sqlx::Error> {
    let number = sqlx::query_scalar!(
        "INSERT INTO reviews.round (review_id, number, iteration, verdict, summary, published_at)
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 FROM reviews.round WHERE review_id = $1
         RETURNING number",
        review.0,
        stored(form.iteration),
        form.verdict.as_str(),
        form.summary,
        ctx.now(),
    )
    .fetch_one(conn)
    .await?;
    Ok(counted(number))
}

/// Drafts of an earlier seat are published with this one.
async fn publish_drafts(
    ctx: &Ctx,
    conn: &mut PgConnection,
    submission: &Submission,
    person: UserId,
    review: ReviewId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE reviews.thread SET published_at = $3, review_id = $4
         WHERE submission_id = $1 AND opened_by = $2 AND published_at IS NULL",
        submission.id.0,
        person.0,
        ctx.now(),
        review.0
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "WITH said AS (UPDATE reviews.comment c SET published_at = $3 FROM reviews.thread t
                       WHERE t.id = c.thread_id AND t.submission_id = $1 AND c.author_id = $2 AND c.published_at IS NULL
                       RETURNING c.thread_id)
         UPDATE reviews.thread SET state = 'fixed'
         WHERE id IN (SELECT thread_id FROM said) AND opened_by = $4 AND kind = 'question' AND state = 'open'",
        submission.id.0,
        person.0,
        ctx.now(),
        submission.author.0
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::reviews::{Kind, ThreadState, Verdict};

    use super::*;
    use crate::reviews::{
        Unanswered, apply, comment, open_thread, pre_publish,
        testing::{Desk, refusal},
    };

    const FILES: [(&str, &str); 2] = [("a.rs", "fn a() {\n    x\n}\n"), ("b.rs", "fn b() {}\n")];

    #[tokio::test]
    async fn all_drafts_are_published_at_once_and_the_seat_is_kept() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let review = desk.claimed(id, &desk.reviewer).await;
        desk.drafted(id, &desk.reviewer, "a.rs:2", Some("    y")).await;
        desk.drafted(id, &desk.reviewer, "", None).await;
        let form = desk.verdict(1);
        publish_round(desk.ctx(), &desk.reviewer, id, form.clone()).await.unwrap();
        publish_round(desk.ctx(), &desk.reviewer, id, form).await.unwrap();
        let seen = desk.seen(Some(&desk.author), id).await;
        assert_eq!(seen.iter().filter(|thread| !thread.is_draft && thread.review == Some(review)).count(), 2);
        assert_eq!((desk.seat_state(review).await.as_str(), desk.turn(id).await), ("published", Turn::Author));
        assert_eq!(desk.stage.events("reviews.reviewed").await, 1);
        desk.ctx().clock.advance(TimeDelta::days(3));
        publish_round(desk.ctx(), &desk.reviewer, id, desk.verdict(1)).await.unwrap();
        assert_eq!(desk.stage.events("reviews.reviewed").await, 2);
    }

    #[tokio::test]
    async fn drafts_of_a_lost_seat_go_out_with_the_next_one() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        desk.drafted(id, &desk.reviewer, "a.rs:2", None).await;
        desk.left(id, &desk.reviewer).await;
        assert_eq!(refusal(publish_round(desk.ctx(), &desk.reviewer, id, desk.verdict(1)).await), Refusal::ClaimRanOut);
        let again = desk.claimed(id, &desk.reviewer).await;
        publish_round(desk.ctx(), &desk.reviewer, id, desk.verdict(1)).await.unwrap();
        assert_eq!(desk.seen(None, id).await[0].review, Some(again));
    }

    #[tokio::test]
    async fn a_newer_iteration_is_read_first() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        desk.iterated(id, &FILES).await;
        for iteration in [1, 3] {
            let outcome = publish_round(desk.ctx(), &desk.reviewer, id, desk.verdict(iteration)).await;
            assert_eq!(refusal(outcome), Refusal::NewerIteration);
        }
        publish_round(desk.ctx(), &desk.reviewer, id, desk.verdict(2)).await.unwrap();
    }

    #[tokio::test]
    async fn with_a_new_iteration_at_the_same_time_one_of_them_is_first() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let comment = desk.suggested(id, "a.rs:2", "    y").await;
        let (round, applied) = tokio::join!(
            publish_round(desk.ctx(), &desk.reviewer, id, desk.verdict(1)),
            apply(desk.ctx(), &desk.author, id, desk.apply(&[comment]))
        );
        assert_eq!(applied.unwrap(), 2);
        assert!(round.is_ok() || refusal(round) == Refusal::NewerIteration);
        assert_eq!(desk.turn(id).await, Turn::Reviewer);
    }

    #[tokio::test]
    async fn the_authors_questions_are_answered_first_and_settled_by_that() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        let ask = desk.about("", Kind::Question);
        let question = open_thread(desk.ctx(), &desk.author, id, ask).await.unwrap();
        open_thread(desk.ctx(), &desk.author, id, desk.about("", Kind::Improvement)).await.unwrap();
        let outcome = publish_round(desk.ctx(), &desk.reviewer, id, desk.verdict(1)).await;
        assert_eq!(refusal(outcome), Refusal::QuestionsUnanswered);
        let check = pre_publish(desk.ctx(), &desk.reviewer, id).await.unwrap();
        assert_eq!(check.unanswered, [Unanswered { thread: question, number: 1 }]);
        comment(desk.ctx(), &desk.reviewer, id, desk.answer(question)).await.unwrap();
        publish_round(desk.ctx(), &desk.reviewer, id, desk.verdict(1)).await.unwrap();
        let states: Vec<_> = desk.seen(None, id).await.iter().map(|thread| thread.state).collect();
        assert_eq!(states, [ThreadState::Fixed, ThreadState::Open]);
    }

    #[tokio::test]
    async fn a_round_needs_a_seat_but_no_threads() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        let outcome = publish_round(desk.ctx(), &desk.second, id, desk.verdict(1)).await;
        assert_eq!(refusal(outcome), Refusal::ClaimRanOut);
        let form = PublishRound { verdict: Verdict::ShipIt, ..desk.verdict(1) };
        publish_round(desk.ctx(), &desk.reviewer, id, form).await.unwrap();
        let verdict: String = sqlx::query_scalar("SELECT verdict FROM reviews.public_round WHERE submission_id = $1")
            .bind(id.0)
            .fetch_one(&desk.ctx().db)
            .await
            .unwrap();
        assert_eq!(verdict, "ship_it");
    }
}
