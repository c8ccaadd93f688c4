use changes::{Conflict, Edit, Lines, Place as EditPlace, Range, rebase};
use contract::{CommentId, SubmissionId, ThreadId};
use sqlx::PgConnection;

use super::{
    Error,
    life::read,
    model::Submission,
    step::refuse_strangers,
    suggest::{Lined, edit},
    texts,
    thread::{Thread, thread_for},
};
use crate::{Ctx, accounts::User};

/// The three sides of a suggestion, for a person to choose from. Lines are without their newlines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    pub submission: SubmissionId,
    pub thread: ThreadId,
    pub number: u32,
    pub path: String,
    /// What it was written against, and where.
    pub iteration: u32,
    pub range: Range,
    pub base: Vec<String>,
    pub latest: u32,
    pub now: Now,
    pub suggested: Vec<String>,
}

/// What the latest iteration has in the place of a suggestion's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Now {
    /// No such file.
    Gone,
    /// Just what is suggested.
    AsSuggested,
    /// These lines, from the nearest above that is as it was to the nearest below; no range where there are none.
    Lines { lines: Vec<String>, at: Option<Range> },
}

/// What a published suggestion proposes, next to what it was written against and what is there now.
///
/// # Errors
/// `NotFound` for what this person does not see and for what suggests nothing.
pub async fn conflict(ctx: &Ctx, user: &User, comment: CommentId) -> Result<Sides, Error> {
    let mut conn = ctx.db.acquire().await?;
    let (submission, thread, replacement) = suggestion(ctx, &mut conn, user, comment).await?;
    let lined = Lined::of(&thread.place, thread.iteration).ok_or(Error::NotFound)?;
    let base = texts::one(&mut conn, submission.id, lined.iteration, lined.path).await?.ok_or(Error::NotFound)?;
    let latest = texts::one(&mut conn, submission.id, submission.iteration, lined.path).await?;
    drop(conn);
    let suggested = edit(lined.range, replacement.as_deref());
    let sides = Sides {
        submission: submission.id,
        thread: thread.id,
        number: thread.number,
        path: lined.path.to_owned(),
        iteration: thread.iteration,
        range: lined.range,
        base: lines(&base, lined.range),
        latest: submission.iteration,
        now: Now::Gone,
        suggested: suggested.lines.clone(),
    };
    let comparing = tokio::task::spawn_blocking(move || latest.map(|latest| now(&suggested, &base, &latest)));
    Ok(Sides { now: comparing.await?.unwrap_or(Now::Gone), ..sides })
}

/// Where it stands and what it proposes, if this person may see it.
async fn suggestion(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    comment: CommentId,
) -> Result<(Submission, Thread, Option<String>), Error> {
    let row = sqlx::query!(
        "SELECT t.submission_id, t.id, c.author_id, g.replacement FROM reviews.suggestion g
         JOIN reviews.comment c ON c.id = g.comment_id JOIN reviews.thread t ON t.id = c.thread_id
         WHERE g.comment_id = $1 AND c.published_at IS NOT NULL",
        comment.0
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let submission = read(conn, SubmissionId(row.submission_id)).await?.ok_or(Error::NotFound)?;
    refuse_strangers(ctx, conn, user, &submission).await?;
    let thread = thread_for(conn, &submission, ThreadId(row.id), user.id).await?;
    if row.author_id != user.id.0 && !submission.shows_reviews_to(Some(user.id)) {
        return Err(Error::NotFound);
    }
    Ok((submission, thread, row.replacement))
}

fn now(suggested: &Edit, base: &str, latest: &str) -> Now {
    match rebase(suggested, base, latest) {
        Err(Conflict::AlreadyThere) => Now::AsSuggested,
        Err(Conflict::Changed { latest_lines, latest, .. }) => Now::Lines { lines: latest_lines, at: range(latest) },
        Err(Conflict::OutOfRange) => Now::Lines { lines: Vec::new(), at: None },
        Ok(edit) => {
            let at = range(edit.place);
            Now::Lines { lines: at.map(|at| lines(latest, at)).unwrap_or_default(), at }
        }
    }
}

fn range(place: EditPlace) -> Option<Range> {
    match place {
        EditPlace::Lines(range) => Some(range),
        EditPlace::After(_) => None,
    }
}

fn lines(text: &str, range: Range) -> Vec<String> {
    Lines::of(text).slice(range).unwrap_or_default().iter().map(|line| (*line).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use contract::reviews::{Comment, Suggested};

    use super::*;
    use crate::reviews::{self, testing::Desk};

    #[tokio::test]
    async fn the_three_sides_are_shown() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "fn a() {\n    x\n}\n")]).await;
        let comment = desk.suggested(id, "a.rs:2", "    y").await;
        desk.iterated(id, &[("a.rs", "use b;\nfn a() {\n    z\n}\n")]).await;
        let sides = conflict(desk.ctx(), &desk.author, comment).await.unwrap();
        let text = |lines: &[String]| lines.join("\n");
        assert_eq!((text(&sides.base), text(&sides.suggested)), ("    x".into(), "    y".into()));
        assert_eq!(sides.now, Now::Lines { lines: vec!["    z".into()], at: Range::new(3, 3) });
        assert_eq!((sides.iteration, sides.latest), (1, 2));
        desk.iterated(id, &[("a.rs", "use b;\nfn a() {\n    x\n}\n")]).await;
        let sides = conflict(desk.ctx(), &desk.author, comment).await.unwrap();
        assert_eq!(sides.now, Now::Lines { lines: vec!["    x".into()], at: Range::new(3, 3) });
        desk.iterated(id, &[("a.rs", "fn a() {\n    y\n}\n")]).await;
        assert_eq!(conflict(desk.ctx(), &desk.author, comment).await.unwrap().now, Now::AsSuggested);
        desk.iterated(id, &[("b.rs", "fn a() {}\n")]).await;
        assert_eq!(conflict(desk.ctx(), &desk.author, comment).await.unwrap().now, Now::Gone);
    }

    #[tokio::test]
    async fn drafts_have_no_sides_for_anyone_else() {
        let desk = Desk::new().await;
        let id = desk.private(&[("a.rs", "fn a() {\n    x\n}\n")]).await;
        desk.claimed(id, &desk.reviewer).await;
        desk.drafted(id, &desk.reviewer, "a.rs:2", Some("    y")).await;
        let comment = desk.seen(Some(&desk.reviewer), id).await[0].comments[0].id;
        assert!(matches!(conflict(desk.ctx(), &desk.author, comment).await, Err(Error::NotFound)));
        desk.round(id, &desk.reviewer).await;
        conflict(desk.ctx(), &desk.author, comment).await.unwrap();
        assert!(matches!(conflict(desk.ctx(), &desk.second, comment).await, Err(Error::NotFound)));
    }

    #[tokio::test]
    async fn a_blind_reviewer_does_not_see_what_the_other_suggests() {
        let desk = Desk::new().await;
        let id = desk.two_seats(&[("a.rs", "fn a() {\n    x\n}\n")]).await;
        let question = desk.drafted(id, &desk.author, "a.rs:2", None).await;
        desk.claimed(id, &desk.reviewer).await;
        let form = Comment { suggested: Some(Suggested::Deletion), ..desk.answer(question) };
        reviews::comment(desk.ctx(), &desk.reviewer, id, form).await.unwrap();
        desk.round(id, &desk.reviewer).await;
        desk.claimed(id, &desk.second).await;
        let comment = desk.seen(Some(&desk.author), id).await[0].comments[1].id;
        assert!(matches!(conflict(desk.ctx(), &desk.second, comment).await, Err(Error::NotFound)));
        desk.round(id, &desk.second).await;
        conflict(desk.ctx(), &desk.second, comment).await.unwrap();
    }
}
