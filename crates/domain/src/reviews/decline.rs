use contract::{CommentId, Refusal, SubmissionId, ThreadId, UserId, reviews::Decline};
use sqlx::PgConnection;

use super::{
    Error, Event,
    comment::write,
    hand_over::hand_over,
    life::{announce, remember},
    model::Action,
    step::begin_step,
    thread::thread_for,
};
use crate::{Ctx, accounts::User};

/// The author will not take a suggestion over. The thread stays as it is; a reason is a word in it, and stays also when
/// the author [reconsiders](super::reconsider).
///
/// # Errors
/// `SuggestionApplied`, `NotFound` for what is no published suggestion here, and the rules of [`Action::Apply`].
pub async fn decline(ctx: &Ctx, user: &User, id: SubmissionId, form: Decline) -> Result<(), Error> {
    let Some((mut tx, submission)) = begin_step(ctx, user, id, form.key, Action::Apply).await? else { return Ok(()) };
    let suggestion = suggestion(&mut tx, id, form.comment).await?;
    match suggestion.state.as_str() {
        "applied" => return Err(Refusal::SuggestionApplied.into()),
        "declined" => return Ok(()),
        _ => {}
    }
    set_state(&mut tx, form.comment, "declined").await?;
    let thread = thread_for(&mut tx, &submission, suggestion.thread, user.id).await?;
    remember(ctx, &mut tx, id, "declined", Some(user.id), &thread.number.to_string()).await?;
    let reason = match form.reason.as_str() {
        "" => None,
        reason => Some(write(ctx, &mut tx, &submission, user, &thread, reason).await?),
    };
    let (author, reviewer) = (user.id, suggestion.reviewer);
    announce(ctx, &mut tx, Event::Declined { submission: id, comment: form.comment, author, reviewer, reason }).await?;
    if reason.is_some() {
        hand_over(ctx, &mut tx, &submission).await?;
    }
    tx.commit().await?;
    Ok(())
}

pub(super) struct Suggestion {
    pub state: String,
    pub thread: ThreadId,
    pub number: i32,
    pub reviewer: UserId,
}

pub(super) async fn suggestion(
    conn: &mut PgConnection,
    id: SubmissionId,
    comment: CommentId,
) -> Result<Suggestion, Error> {
    let row = sqlx::query!(
        "SELECT g.state, c.thread_id, c.author_id, t.number
         FROM reviews.suggestion g JOIN reviews.comment c ON c.id = g.comment_id JOIN reviews.thread t ON t.id = c.thread_id
         WHERE g.comment_id = $1 AND t.submission_id = $2 AND c.published_at IS NOT NULL",
        comment.0,
        id.0
    )
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    let (thread, reviewer) = (ThreadId(row.thread_id), UserId(row.author_id));
    Ok(Suggestion { state: row.state, thread, number: row.number, reviewer })
}

pub(super) async fn set_state(conn: &mut PgConnection, comment: CommentId, state: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE reviews.suggestion SET state = $2 WHERE comment_id = $1", comment.0, state)
        .execute(conn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::{
        SuggestionState, Turn, apply, reconsider,
        testing::{Desk, refusal},
    };

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    async fn state(desk: &Desk, id: SubmissionId) -> SuggestionState {
        desk.seen(None, id).await[0].comments[0].suggestion.as_ref().unwrap().state
    }

    #[tokio::test]
    async fn the_author_declines_once_and_takes_it_back() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let comment = desk.suggested(id, "a.rs:2", "    y").await;
        let form = desk.declining(comment, "");
        decline(desk.ctx(), &desk.author, id, form.clone()).await.unwrap();
        decline(desk.ctx(), &desk.author, id, form).await.unwrap();
        decline(desk.ctx(), &desk.author, id, desk.declining(comment, "")).await.expect("twice is once");
        assert_eq!(state(&desk, id).await, SuggestionState::Declined);
        assert_eq!((desk.stage.events("reviews.declined").await, desk.turn(id).await), (1, Turn::Author));
        for _ in 0..2 {
            reconsider(desk.ctx(), &desk.author, id, desk.reconsidering(comment)).await.unwrap();
            assert_eq!(state(&desk, id).await, SuggestionState::Open);
        }
        assert_eq!(desk.steps(id).await[1..], ["declined", "reconsidered"]);
    }

    #[tokio::test]
    async fn a_reason_is_the_authors_word_and_stays() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let comment = desk.suggested(id, "a.rs:2", "    y").await;
        decline(desk.ctx(), &desk.author, id, desk.declining(comment, "It must be x.")).await.unwrap();
        reconsider(desk.ctx(), &desk.author, id, desk.reconsidering(comment)).await.unwrap();
        let seen = desk.seen(Some(&desk.reviewer), id).await;
        assert_eq!((seen[0].comments[1].author, seen[0].comments[1].text.as_str()), (desk.author.id, "It must be x."));
        assert_eq!(desk.turn(id).await, Turn::Reviewer, "nothing waits for the author any more");
        assert_eq!(desk.stage.events("reviews.commented").await, 0, "it is told as what it is");
    }

    #[tokio::test]
    async fn what_was_taken_over_is_not_declined() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let comment = desk.suggested(id, "a.rs:2", "    y").await;
        apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await.unwrap();
        let outcome = decline(desk.ctx(), &desk.author, id, desk.declining(comment, "")).await;
        assert_eq!(refusal(outcome), Refusal::SuggestionApplied);
        let outcome = reconsider(desk.ctx(), &desk.author, id, desk.reconsidering(comment)).await;
        assert_eq!(refusal(outcome), Refusal::SuggestionApplied);
    }

    #[tokio::test]
    async fn what_was_declined_can_still_be_applied() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let comment = desk.suggested(id, "a.rs:2", "    y").await;
        decline(desk.ctx(), &desk.author, id, desk.declining(comment, "")).await.unwrap();
        apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await.unwrap();
        assert_eq!(state(&desk, id).await, SuggestionState::Applied);
    }

    #[tokio::test]
    async fn nobody_else_may_nor_elsewhere() {
        let desk = Desk::new().await;
        let (id, other) = (desk.open(&FILES).await, desk.open(&FILES).await);
        let comment = desk.suggested(id, "a.rs:2", "    y").await;
        for user in [&desk.reviewer, &desk.second] {
            let outcome = decline(desk.ctx(), user, id, desk.declining(comment, "")).await;
            assert_eq!(refusal(outcome), Refusal::OnlyTheAuthor);
            let outcome = reconsider(desk.ctx(), user, id, desk.reconsidering(comment)).await;
            assert_eq!(refusal(outcome), Refusal::OnlyTheAuthor);
        }
        let outcome = decline(desk.ctx(), &desk.author, other, desk.declining(comment, "")).await;
        assert!(matches!(outcome, Err(Error::NotFound)));
        let outcome = reconsider(desk.ctx(), &desk.author, other, desk.reconsidering(comment)).await;
        assert!(matches!(outcome, Err(Error::NotFound)));
    }

    #[tokio::test]
    async fn a_draft_of_a_reviewer_is_not_there() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        desk.drafted(id, &desk.reviewer, "a.rs:2", Some("    y")).await;
        let comment = desk.seen(Some(&desk.reviewer), id).await[0].comments[0].id;
        let outcome = decline(desk.ctx(), &desk.author, id, desk.declining(comment, "No.")).await;
        assert!(matches!(outcome, Err(Error::NotFound)));
    }
}
