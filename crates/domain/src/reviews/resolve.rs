use contract::{
    SubmissionId,
    reviews::{Kind, Resolve, ThreadState},
};

use super::{
    Error, Event,
    hand_over::hand_over,
    life::{announce, remember},
    model::{Action, Submission},
    step::begin_step,
    thread::{Thread, moved, thread_for},
};
use crate::{Ctx, accounts::User};

/// Says what became of a published thread. The author says fixed and the opener confirms it; either drops it or opens it
/// again. What it is already needs no second word.
///
/// # Errors
/// `OnlyTheOpener`, `NotFound` for a thread that this person does not see or that is not published, and the rules of
/// [`Action::Comment`].
pub async fn resolve(ctx: &Ctx, user: &User, id: SubmissionId, form: Resolve) -> Result<(), Error> {
    let Some((mut tx, submission)) = begin_step(ctx, user, id, form.key, Action::Comment).await? else { return Ok(()) };
    let thread = thread_for(&mut tx, &submission, form.thread, user.id).await?;
    if !thread.published {
        return Err(Error::NotFound);
    }
    let state = moved(thread.state, form.to, thread.who(&submission, user.id, ctx.now()))?;
    if state == thread.state {
        return Ok(());
    }
    sqlx::query!("UPDATE reviews.thread SET state = $2 WHERE id = $1", thread.id.0, state.as_str())
        .execute(&mut *tx)
        .await?;
    remember(ctx, &mut tx, id, happened(state), Some(user.id), &thread.number.to_string()).await?;
    if is_confirmed(&submission, &thread, state) {
        let (author, reviewer) = (submission.author, thread.opened_by);
        announce(ctx, &mut tx, Event::Confirmed { submission: id, thread: thread.id, author, reviewer }).await?;
    }
    if user.id == submission.author {
        hand_over(ctx, &mut tx, &submission).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// In the timeline, with the thread's number as its note.
fn happened(state: ThreadState) -> &'static str {
    match state {
        ThreadState::Open => "reopened",
        ThreadState::Verify => "said_fixed",
        ThreadState::Fixed => "settled",
        ThreadState::Dropped => "dropped",
    }
}

fn is_confirmed(submission: &Submission, thread: &Thread, state: ThreadState) -> bool {
    state == ThreadState::Fixed
        && thread.opened_by != submission.author
        && matches!(thread.kind, Kind::Bug | Kind::Improvement)
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::reviews::{
        open_thread,
        testing::{Desk, refusal},
    };

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    #[tokio::test]
    async fn the_author_says_fixed_and_the_opener_confirms() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let thread = desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        let said = desk.to(thread, ThreadState::Fixed);
        resolve(desk.ctx(), &desk.author, id, said.clone()).await.unwrap();
        resolve(desk.ctx(), &desk.author, id, said).await.unwrap();
        assert_eq!(desk.seen(None, id).await[0].state, ThreadState::Verify);
        assert_eq!(desk.stage.events("reviews.confirmed").await, 0);
        resolve(desk.ctx(), &desk.reviewer, id, desk.to(thread, ThreadState::Fixed)).await.unwrap();
        assert_eq!(desk.seen(None, id).await[0].state, ThreadState::Fixed);
        assert_eq!(desk.stage.events("reviews.confirmed").await, 1);
        resolve(desk.ctx(), &desk.reviewer, id, desk.to(thread, ThreadState::Fixed)).await.unwrap();
        assert_eq!(desk.stage.events("reviews.confirmed").await, 1);
    }

    #[tokio::test]
    async fn the_authors_own_question_is_theirs_to_settle() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        let ask = desk.about("", Kind::Question);
        let question = open_thread(desk.ctx(), &desk.author, id, ask).await.unwrap();
        let outcome = resolve(desk.ctx(), &desk.reviewer, id, desk.to(question, ThreadState::Fixed)).await;
        assert_eq!(refusal(outcome), Refusal::OnlyTheOpener);
        resolve(desk.ctx(), &desk.author, id, desk.to(question, ThreadState::Fixed)).await.unwrap();
        assert_eq!(desk.seen(None, id).await[0].state, ThreadState::Fixed);
        assert_eq!(desk.stage.events("reviews.confirmed").await, 0);
    }

    #[tokio::test]
    async fn what_was_dropped_can_be_opened_again() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let thread = desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        for (user, to) in [(&desk.author, ThreadState::Dropped), (&desk.reviewer, ThreadState::Open)] {
            resolve(desk.ctx(), user, id, desk.to(thread, to)).await.unwrap();
            assert_eq!(desk.seen(None, id).await[0].state, to);
        }
        assert_eq!(
            refusal(resolve(desk.ctx(), &desk.second, id, desk.to(thread, ThreadState::Open)).await),
            Refusal::ClaimFirst
        );
    }

    #[tokio::test]
    async fn for_an_opener_who_is_gone_another_reviewer_confirms() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let thread = desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        desk.left(id, &desk.reviewer).await;
        desk.claimed(id, &desk.second).await;
        resolve(desk.ctx(), &desk.second, id, desk.to(thread, ThreadState::Fixed)).await.unwrap();
        assert_eq!(desk.seen(None, id).await[0].state, ThreadState::Fixed);
    }

    #[tokio::test]
    async fn a_draft_is_nothing_to_settle() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        let draft = desk.drafted(id, &desk.reviewer, "a.rs:2", None).await;
        for user in [&desk.author, &desk.reviewer] {
            let outcome = resolve(desk.ctx(), user, id, desk.to(draft, ThreadState::Fixed)).await;
            assert!(matches!(outcome, Err(Error::NotFound)));
        }
    }
}
