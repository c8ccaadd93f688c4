use contract::{CommentId, Refusal, SubmissionId, ThreadId, UserId, reviews::Undo};
use sqlx::PgConnection;

use super::{
    Error, Event,
    files::File,
    iterate::insert_iteration,
    life::{announce, remember},
    model::Action,
    step::begin_step,
    surviving::recount,
    texts,
    thread::stored,
};
use crate::{Ctx, accounts::User};

/// Takes back the suggestions that the latest iteration came from: another iteration is as the one before it was, and the
/// suggestions are open again. Gives its number.
///
/// # Errors
/// `NewerIteration` if it is not the latest, `NotFound` if it did not come from suggestions, and the rules of
/// [`Action::Apply`].
pub async fn undo(ctx: &Ctx, user: &User, id: SubmissionId, form: Undo) -> Result<u32, Error> {
    let number = form.iteration.saturating_add(1);
    let Some((mut tx, submission)) = begin_step(ctx, user, id, form.key, Action::Apply).await? else {
        return Ok(number);
    };
    if form.iteration != submission.iteration {
        return Err(Refusal::NewerIteration.into());
    }
    let undone = reopen(&mut tx, id, form.iteration).await?;
    if undone.is_empty() {
        return Err(Error::NotFound);
    }
    let before = texts::all(&mut tx, id, form.iteration - 1).await?;
    let files: Vec<File> = before.into_iter().map(|(path, text)| File { path, text }).collect();
    insert_iteration(ctx, &mut tx, id, number, &format!("As iteration {} was", form.iteration - 1), &files).await?;
    recount(&mut tx, id, number).await?;
    remember(ctx, &mut tx, id, "undone", Some(user.id), &number.to_string()).await?;
    for (comment, reviewer) in undone {
        let event = Event::Undone { submission: id, comment, author: user.id, reviewer, iteration: form.iteration };
        announce(ctx, &mut tx, event).await?;
    }
    let present = submission.reviews.iter().filter(|review| review.holds(ctx.now()));
    let reviewers = present.map(|review| review.reviewer).collect();
    announce(ctx, &mut tx, Event::Iterated { submission: id, author: user.id, iteration: number, reviewers }).await?;
    tx.commit().await?;
    Ok(number)
}

/// Opens the suggestions that this iteration came from, and their threads; says whose they were.
async fn reopen(
    conn: &mut PgConnection,
    id: SubmissionId,
    iteration: u32,
) -> Result<Vec<(CommentId, UserId)>, sqlx::Error> {
    let rows = sqlx::query!(
        "UPDATE reviews.suggestion g
         SET state = 'open', applied_in = NULL, applied_at = NULL, applied_from = NULL, applied_to = NULL,
             kept = NULL, brought = NULL
         FROM reviews.comment c JOIN reviews.thread t ON t.id = c.thread_id
         WHERE c.id = g.comment_id AND t.submission_id = $1 AND g.applied_in = $2
         RETURNING g.comment_id, c.author_id, t.id AS thread_id",
        id.0,
        stored(iteration)
    )
    .fetch_all(&mut *conn)
    .await?;
    let threads: Vec<_> = rows.iter().map(|row| ThreadId(row.thread_id).0).collect();
    sqlx::query!("UPDATE reviews.thread SET state = 'open' WHERE id = ANY($1)", &threads).execute(conn).await?;
    Ok(rows.into_iter().map(|row| (CommentId(row.comment_id), UserId(row.author_id))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::{
        apply,
        testing::{Desk, refusal},
    };

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    impl Desk {
        fn undo(&self, iteration: u32) -> Undo {
            Undo { key: self.key(), iteration }
        }
    }

    #[tokio::test]
    async fn what_was_taken_over_is_taken_back_and_can_be_taken_over_again() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let comment = desk.suggested(id, "a.rs:2", "    y").await;
        apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await.unwrap();
        let form = desk.undo(2);
        assert_eq!(undo(desk.ctx(), &desk.author, id, form.clone()).await.unwrap(), 3);
        assert_eq!(undo(desk.ctx(), &desk.author, id, form).await.unwrap(), 3, "twice is once");
        assert_eq!(desk.stage.events("reviews.undone").await, 1);
        let files = texts::all(&mut desk.ctx().begin().await.unwrap(), id, 3).await.unwrap();
        assert_eq!(files, [("a.rs".to_owned(), FILES[0].1.to_owned())]);
        assert_eq!(apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await.unwrap(), 4);
    }

    #[tokio::test]
    async fn not_an_older_one_not_one_made_by_hand_not_anothers() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let comment = desk.suggested(id, "a.rs:2", "    y").await;
        assert!(matches!(undo(desk.ctx(), &desk.author, id, desk.undo(1)).await, Err(Error::NotFound)));
        apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await.unwrap();
        let theirs = undo(desk.ctx(), &desk.reviewer, id, desk.undo(2)).await;
        assert_eq!(refusal(theirs), Refusal::OnlyTheAuthor);
        desk.iterated(id, &[("a.rs", "fn b() {}\n")]).await;
        assert_eq!(refusal(undo(desk.ctx(), &desk.author, id, desk.undo(2)).await), Refusal::NewerIteration);
    }
}
