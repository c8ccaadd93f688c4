//! What mails about code are made of, read from what reviews publish.

use contract::{
    CommentId, ReviewId, SubmissionId, ThreadId, UserId,
    reviews::{Place, Rated, Verdict},
};

use super::facts::Recipient;
use crate::{Ctx, jobs::JobError, reviews::Event};

/// A submission as its mails tell of it. Where it is anonymous nobody is named.
pub(super) struct Code {
    pub submission: SubmissionId,
    pub title: String,
    /// Everyone finds it in the queue.
    pub public: bool,
    /// The one who acted: a name, or what they are to the reader.
    pub actor: String,
    /// Whether the reader is its author.
    pub is_mine: bool,
    pub what: What,
}

/// What happened to it.
pub(super) enum What {
    Claimed,
    Reviewed {
        verdict: Verdict,
        summary: String,
    },
    Commented {
        thread: i32,
        place: Place,
        text: String,
    },
    /// `applied` of the reader's suggestions became part of it.
    Iterated {
        iteration: u32,
        note: String,
        applied: i64,
    },
    Rated {
        rated: Rated,
        words: String,
        thanked: bool,
    },
    Declined {
        thread: i32,
        reason: Option<String>,
    },
    Left,
    Replaced,
    Finished,
    Closed,
    Nudged {
        days: u32,
    },
}

/// `None` if there is nothing to tell any more: a seat that was left and is taken again.
pub(super) async fn code(ctx: &Ctx, event: &Event, reader: &Recipient) -> Result<Option<Code>, JobError> {
    let submission = event.submission();
    let actor = actor(event);
    let row = sqlx::query!(
        r#"SELECT s.title AS "title!", s.author_id AS "author_id!", s.anonymous AS "anonymous!",
                  s.visibility = 'public' AS "public!", o.has_free_seat AS "has_free_seat!", p.name AS "name!"
           FROM reviews.public_submission s
           JOIN reviews.public_opening o ON o.submission_id = s.id
           JOIN accounts.public_person p ON p.id = $2
           WHERE s.id = $1"#,
        submission.0,
        actor.0,
    )
    .fetch_optional(&ctx.db)
    .await?
    .ok_or_else(|| JobError::fail(format!("there is no submission {submission}")))?;
    let Some(what) = what(ctx, event, reader).await? else { return Ok(None) };
    if matches!(what, What::Left) && !row.has_free_seat {
        return Ok(None);
    }
    let actor = match row.anonymous {
        false => row.name,
        true if actor.0 == row.author_id => "The author".to_owned(),
        true => "A reviewer".to_owned(),
    };
    let is_mine = row.author_id == reader.id.0;
    Ok(Some(Code { submission, title: row.title, public: row.public, actor, is_mine, what }))
}

pub(super) fn actor(event: &Event) -> UserId {
    match *event {
        Event::Submitted { author, .. }
        | Event::Iterated { author, .. }
        | Event::Applied { author, .. }
        | Event::Undone { author, .. }
        | Event::Declined { author, .. }
        | Event::Rated { author, .. }
        | Event::Finished { author, .. }
        | Event::Closed { author, .. } => author,
        Event::Claimed { reviewer, .. } | Event::Reviewed { reviewer, .. } | Event::Confirmed { reviewer, .. } => {
            reviewer
        }
        // Whose time ran out is as gone as one who leaves.
        Event::Left { reviewer, by, .. } => by.unwrap_or(reviewer),
        Event::Commented { by, .. } => by,
        Event::Nudged { person, .. } => person,
    }
}

/// `None` for what no mail tells of.
async fn what(ctx: &Ctx, event: &Event, reader: &Recipient) -> Result<Option<What>, JobError> {
    Ok(Some(match *event {
        Event::Submitted { .. } | Event::Applied { .. } | Event::Undone { .. } | Event::Confirmed { .. } => {
            return Ok(None);
        }
        Event::Claimed { .. } => What::Claimed,
        Event::Left { author, by, .. } if by == Some(author) => What::Replaced,
        Event::Left { .. } => What::Left,
        Event::Declined { comment, reason, .. } => return declined(ctx, comment, reason).await,
        Event::Finished { .. } => What::Finished,
        Event::Closed { .. } => What::Closed,
        Event::Nudged { days, .. } => What::Nudged { days },
        Event::Reviewed { review, round, .. } => reviewed(ctx, review, round).await?,
        Event::Commented { thread, by, .. } => commented(ctx, thread, by).await?,
        Event::Iterated { submission, iteration, .. } => iterated(ctx, submission, iteration, reader.id).await?,
        Event::Rated { review, .. } => rated(ctx, review).await?,
    }))
}

async fn reviewed(ctx: &Ctx, review: ReviewId, round: u32) -> Result<What, JobError> {
    let row = sqlx::query!(
        r#"SELECT verdict AS "verdict!", summary AS "summary!" FROM reviews.public_round WHERE review_id = $1 AND number = $2"#,
        review.0,
        number(round),
    )
    .fetch_one(&ctx.db)
    .await?;
    Ok(What::Reviewed { verdict: row.verdict.parse().map_err(JobError::fail)?, summary: row.summary })
}

/// The latest words of that person in the thread.
async fn commented(ctx: &Ctx, thread: ThreadId, by: UserId) -> Result<What, JobError> {
    let row = sqlx::query!(
        r#"SELECT t.number AS "number!", t.path, t.from_line, t.to_line, c.text AS "text!"
           FROM reviews.public_thread t JOIN reviews.public_comment c ON c.thread_id = t.id
           WHERE t.id = $1 AND c.author_id = $2 ORDER BY c.published_at DESC, c.id DESC LIMIT 1"#,
        thread.0,
        by.0,
    )
    .fetch_one(&ctx.db)
    .await?;
    let line = |line: i32| u32::try_from(line).unwrap_or(1);
    let place = match (row.path, row.from_line.zip(row.to_line)) {
        (Some(path), Some((from, to))) => Place::Lines { path, from: line(from), to: line(to) },
        (Some(path), None) => Place::File { path },
        (None, _) => Place::Whole,
    };
    Ok(What::Commented { thread: row.number, place, text: row.text })
}

/// `None` if the author thinks about it again.
async fn declined(ctx: &Ctx, comment: CommentId, reason: Option<CommentId>) -> Result<Option<What>, JobError> {
    let row = sqlx::query!(
        r#"SELECT t.number AS "number!", g.state AS "state!", r.text AS "reason?"
           FROM reviews.public_suggestion g
           JOIN reviews.public_comment c ON c.id = g.comment_id
           JOIN reviews.public_thread t ON t.id = c.thread_id
           LEFT JOIN reviews.public_comment r ON r.id = $2
           WHERE g.comment_id = $1"#,
        comment.0,
        reason.map(|reason| reason.0),
    )
    .fetch_one(&ctx.db)
    .await?;
    Ok((row.state == "declined").then_some(What::Declined { thread: row.number, reason: row.reason }))
}

async fn iterated(ctx: &Ctx, submission: SubmissionId, iteration: u32, reader: UserId) -> Result<What, JobError> {
    let row = sqlx::query!(
        r#"SELECT i.note AS "note!",
                  (SELECT count(*) FROM reviews.public_suggestion g
                   WHERE g.submission_id = $1 AND g.applied_in = $2 AND g.author_id = $3) AS "applied!"
           FROM reviews.public_iteration i WHERE i.submission_id = $1 AND i.number = $2"#,
        submission.0,
        number(iteration),
        reader.0,
    )
    .fetch_one(&ctx.db)
    .await?;
    Ok(What::Iterated { iteration, note: row.note, applied: row.applied })
}

async fn rated(ctx: &Ctx, review: ReviewId) -> Result<What, JobError> {
    let row = sqlx::query!(
        r#"SELECT rating AS "rating!", rating_words AS "words!", thanked AS "thanked!"
           FROM reviews.public_review WHERE id = $1"#,
        review.0,
    )
    .fetch_one(&ctx.db)
    .await?;
    Ok(What::Rated { rated: row.rating.parse().map_err(JobError::fail)?, words: row.words, thanked: row.thanked })
}

fn number(n: u32) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}
