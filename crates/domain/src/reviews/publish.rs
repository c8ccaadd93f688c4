use chrono::{DateTime, Utc};
use contract::{
    SubmissionId,
    reviews::{Step, Urgency},
};
use sqlx::PgConnection;

use super::{
    Error, Event,
    life::{announce, decode, remember, settle_queue, turn_to},
    model::{Action, Turn, queued_at},
    step::begin_step,
};
use crate::{Ctx, accounts::User};

/// Opens a draft to reviewers, with the questions that its author asked. What is urgent comes before others who have waited
/// less than its head start, and never before those who have waited longer.
///
/// # Errors
/// `OnlyTheAuthor`, `AlreadyPublished`.
pub async fn publish(ctx: &Ctx, user: &User, id: SubmissionId, form: Step) -> Result<(), Error> {
    let Some((mut tx, _)) = begin_step(ctx, user, id, form.key, Action::Publish).await? else { return Ok(()) };
    open(ctx, &mut tx, id).await?;
    publish_questions(ctx.now(), &mut tx, id).await?;
    turn_to(ctx, &mut tx, id, Turn::Reviewer).await?;
    settle_queue(ctx, &mut tx, id).await?;
    remember(ctx, &mut tx, id, "submitted", Some(user.id), &form.note).await?;
    announce(ctx, &mut tx, Event::Submitted { submission: id, author: user.id }).await?;
    tx.commit().await?;
    Ok(())
}

async fn open(ctx: &Ctx, conn: &mut PgConnection, id: SubmissionId) -> Result<(), sqlx::Error> {
    let urgency =
        sqlx::query_scalar!("SELECT urgency FROM reviews.submission WHERE id = $1", id.0).fetch_one(&mut *conn).await?;
    let urgency: Urgency = urgency.parse().map_err(decode)?;
    sqlx::query!(
        "UPDATE reviews.submission SET state = 'open', published_at = $2, queued_at = $3 WHERE id = $1",
        id.0,
        ctx.now(),
        queued_at(ctx.now(), urgency),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A draft has no other threads than its author's questions.
async fn publish_questions(now: DateTime<Utc>, conn: &mut PgConnection, id: SubmissionId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE reviews.thread SET published_at = $2 WHERE submission_id = $1 AND review_id IS NULL",
        id.0,
        now
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "UPDATE reviews.comment c SET published_at = $2 FROM reviews.thread t
         WHERE t.id = c.thread_id AND t.submission_id = $1 AND t.review_id IS NULL",
        id.0,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::{
        Refusal,
        reviews::{Ask, Visibility},
    };

    use super::*;
    use chrono::TimeDelta;

    use crate::{
        accounts,
        reviews::testing::{Study, ask, refusal},
    };

    #[tokio::test]
    async fn it_is_in_the_queue_with_its_questions() {
        let desk = Study::new().await;
        let id = desk.draft(&["Why?", "Is it fast?"]).await;
        assert!(!desk.is_queued(id).await);
        publish(desk.ctx(), &desk.author, id, desk.step()).await.unwrap();
        assert!(desk.is_queued(id).await);
        assert_eq!(desk.questions(id).await, [(1, "Why?".to_owned(), true), (2, "Is it fast?".to_owned(), true)]);
        assert_eq!(desk.happened(id).await, ["submitted"]);
        assert_eq!(desk.stage.events("reviews.submitted").await, 1);
    }

    #[tokio::test]
    async fn who_has_not_confirmed_their_address_keeps_a_draft() {
        let desk = Study::new().await;
        let id = desk.draft(&[]).await;
        let author = accounts::testing::unverified(&desk.stage, &desk.author).await;
        assert_eq!(refusal(publish(desk.ctx(), &author, id, desk.step()).await), Refusal::VerifyFirst);
    }

    #[tokio::test]
    async fn urgency_is_a_head_start_and_not_more() {
        let desk = Study::new().await;
        for (urgency, hours) in [(Urgency::Whenever, 0), (Urgency::ThisWeek, 12), (Urgency::Stuck, 24)] {
            let id = desk.draft_of(Ask { urgency, ..ask() }, &[("a.rs", "fn a() {}")]).await;
            publish(desk.ctx(), &desk.author, id, desk.step()).await.unwrap();
            let queued: DateTime<Utc> =
                sqlx::query_scalar("SELECT queued_at FROM reviews.queue WHERE submission_id = $1")
                    .bind(id.0)
                    .fetch_one(&desk.ctx().db)
                    .await
                    .unwrap();
            assert_eq!(desk.now() - queued, TimeDelta::hours(hours));
        }
    }

    #[tokio::test]
    async fn what_only_the_link_leads_to_is_in_no_queue() {
        let desk = Study::new().await;
        let private = Ask { visibility: Visibility::Link, ..ask() };
        let id = desk.draft_of(private, &[("a.rs", "fn a() {}")]).await;
        publish(desk.ctx(), &desk.author, id, desk.step()).await.unwrap();
        assert!(!desk.is_queued(id).await);
        assert_eq!(desk.column(id, "state").await, "open");
    }

    #[tokio::test]
    async fn once_and_by_its_author_alone() {
        let desk = Study::new().await;
        let id = desk.draft(&[]).await;
        assert!(matches!(publish(desk.ctx(), &desk.reviewer, id, desk.step()).await, Err(Error::NotFound)));
        let form = desk.step();
        publish(desk.ctx(), &desk.author, id, form.clone()).await.unwrap();
        publish(desk.ctx(), &desk.author, id, form).await.unwrap();
        assert_eq!(desk.stage.events("reviews.submitted").await, 1);
        assert_eq!(refusal(publish(desk.ctx(), &desk.author, id, desk.step()).await), Refusal::AlreadyPublished);
        assert_eq!(refusal(publish(desk.ctx(), &desk.reviewer, id, desk.step()).await), Refusal::OnlyTheAuthor);
    }

    #[tokio::test]
    async fn two_at_the_same_moment_are_one() {
        let desk = Study::new().await;
        let id = desk.draft(&["Why?"]).await;
        let (a, b) = tokio::join!(
            publish(desk.ctx(), &desk.author, id, desk.step()),
            publish(desk.ctx(), &desk.author, id, desk.step())
        );
        assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1);
        assert_eq!(desk.stage.events("reviews.submitted").await, 1);
    }
}
