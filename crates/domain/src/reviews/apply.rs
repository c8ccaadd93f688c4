use std::collections::{BTreeMap, BTreeSet};

use changes::{Conflict, Edit, Range, Refused, rebase};
use contract::{
    CommentId, Problem, Refusal, SubmissionId, ThreadId, UserId,
    reviews::{Apply, FILE_BYTES_MAX, SUBMISSION_BYTES_MAX},
};
use sqlx::PgConnection;

use super::{
    Error, Event,
    files::File,
    following::Following,
    iterate::insert_iteration,
    life::{announce, remember, turn_to},
    model::{Action, Turn},
    step::begin_step,
    suggest::edit,
    surviving::recount,
    texts::{self, Texts, texts},
    thread::{counted, stored},
};
use crate::{Ctx, accounts::User};

/// Makes suggestions part of a new iteration, all of them or none, and gives its number. Each is brought from the
/// iteration that it was written against to the latest one along the same steps as its thread is shown, so that what is
/// changed is what the page shows.
///
/// # Errors
/// `SuggestionOutdated` if its lines are not as they were or read as suggested already, `SuggestionsOverlap`,
/// `SuggestionApplied`, `NotFound` for what is no published suggestion here, and the rules of [`Action::Apply`].
pub async fn apply(ctx: &Ctx, user: &User, id: SubmissionId, form: Apply) -> Result<u32, Error> {
    let Some((mut tx, submission)) = begin_step(ctx, user, id, form.key, Action::Apply).await? else {
        return earlier(ctx, id, &form).await?.ok_or(Error::NotFound);
    };
    let chosen = chosen(&mut tx, id, &form.comments).await?;
    let files = texts::all(&mut tx, id, submission.iteration).await?;
    let first = chosen.iter().map(|one| one.iteration).min().unwrap_or(submission.iteration);
    let paths: BTreeSet<String> = chosen.iter().map(|one| one.path.clone()).collect();
    let history = texts(&mut tx, id, &(first..=submission.iteration).collect(), &paths).await?;
    let latest = submission.iteration;
    let making = tokio::task::spawn_blocking(move || make(chosen, files, &history, latest));
    let Made { files, chosen, ranges } = making.await??;

    let number = latest + 1;
    insert_iteration(ctx, &mut tx, id, number, &note(&chosen), &files).await?;
    mark(ctx, &mut tx, number, &chosen, &ranges).await?;
    recount(&mut tx, id, number).await?;
    turn_to(ctx, &mut tx, id, Turn::Reviewer).await?;
    remember(ctx, &mut tx, id, "applied", Some(user.id), &number.to_string()).await?;
    for one in &chosen {
        let (comment, reviewer) = (one.comment, one.reviewer);
        let event = Event::Applied { submission: id, comment, author: user.id, reviewer, iteration: number };
        announce(ctx, &mut tx, event).await?;
    }
    let present = submission.reviews.iter().filter(|review| review.holds(ctx.now()));
    let reviewers = present.map(|review| review.reviewer).collect();
    announce(ctx, &mut tx, Event::Iterated { submission: id, author: user.id, iteration: number, reviewers }).await?;
    tx.commit().await?;
    Ok(number)
}

/// A suggestion, and the lines of its iteration that it is about.
struct Chosen {
    comment: CommentId,
    reviewer: UserId,
    thread: ThreadId,
    number: u32,
    iteration: u32,
    path: String,
    range: Range,
    replacement: Option<String>,
}

async fn chosen(conn: &mut PgConnection, id: SubmissionId, comments: &[CommentId]) -> Result<Vec<Chosen>, Error> {
    let wanted: BTreeSet<CommentId> = comments.iter().copied().collect();
    let ids: Vec<_> = wanted.iter().map(|comment| comment.0).collect();
    let rows = sqlx::query!(
        r#"SELECT c.id, c.author_id, t.id AS thread_id, t.number, t.iteration, t.path AS "path!", t.from_line AS "from!",
                  t.to_line AS "to!", g.replacement, g.state
           FROM reviews.suggestion g JOIN reviews.comment c ON c.id = g.comment_id
           JOIN reviews.thread t ON t.id = c.thread_id
           WHERE g.comment_id = ANY($1) AND t.submission_id = $2 AND c.published_at IS NOT NULL
             AND t.from_line IS NOT NULL
           ORDER BY t.number, c.id"#,
        &ids,
        id.0
    )
    .fetch_all(conn)
    .await?;
    if rows.len() != wanted.len() || rows.is_empty() {
        return Err(Error::NotFound);
    }
    if rows.iter().any(|row| row.state == "applied") {
        return Err(Refusal::SuggestionApplied.into());
    }
    let chosen = rows.into_iter().map(|row| Chosen {
        comment: CommentId(row.id),
        reviewer: UserId(row.author_id),
        thread: ThreadId(row.thread_id),
        number: counted(row.number),
        iteration: counted(row.iteration),
        path: row.path,
        range: Range { from: counted(row.from), to: counted(row.to) },
        replacement: row.replacement,
    });
    Ok(chosen.collect())
}

/// The next iteration.
struct Made {
    files: Vec<File>,
    chosen: Vec<Chosen>,
    /// The lines of the latest iteration that each of them replaces.
    ranges: Vec<Range>,
}

fn make(chosen: Vec<Chosen>, files: Vec<(String, String)>, history: &Texts, latest: u32) -> Result<Made, Error> {
    let mut ranges = Vec::with_capacity(chosen.len());
    let mut edits: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    let mut following = Following::through(history);
    for one in &chosen {
        let range = now(history, &mut following, one, latest).ok_or(Refusal::SuggestionOutdated)?;
        ranges.push(range);
        edits.entry(&one.path).or_default().push(edit(range, one.replacement.as_deref()));
    }
    let mut made = Vec::with_capacity(files.len());
    for (path, text) in files {
        let text = match edits.get(path.as_str()) {
            Some(edits) => changes::apply(&text, edits).map_err(refused)?,
            None => text,
        };
        made.push(File { path, text });
    }
    check_size(&made)?;
    Ok(Made { files: made, chosen, ranges })
}

/// Where the lines of a suggestion are now, if they are as they were and do not read as suggested.
fn now<'a>(history: &Texts, following: &mut Following<'a>, one: &'a Chosen, latest: u32) -> Option<Range> {
    let last = following.follow(&one.path, one.iteration, one.range, latest);
    let (base, text) = (history.get(one.iteration, &one.path)?, history.get(latest, &one.path)?);
    let written = edit(one.range, one.replacement.as_deref());
    let is_there = last.iteration == latest && rebase(&written, base, text) != Err(Conflict::AlreadyThere);
    is_there.then_some(last.range)
}

fn refused(refused: Refused) -> Refusal {
    match refused {
        Refused::Overlap { .. } => Refusal::SuggestionsOverlap,
        Refused::OutOfRange(_) => Refusal::SuggestionOutdated,
    }
}

/// Suggestions can make a file larger than one may send.
fn check_size(files: &[File]) -> Result<(), Error> {
    if let Some(file) = files.iter().find(|file| file.text.len() > FILE_BYTES_MAX) {
        let (path, kib) = (file.path.clone(), FILE_BYTES_MAX / 1024);
        return Err(Error::field("comment", Problem::FileTooLarge { path, kib }));
    }
    if files.iter().map(|file| file.text.len()).sum::<usize>() > SUBMISSION_BYTES_MAX {
        return Err(Error::field("comment", Problem::TooLargeTogether { kib: SUBMISSION_BYTES_MAX / 1024 }));
    }
    Ok(())
}

/// What the iteration says of itself: the threads that it comes from.
fn note(chosen: &[Chosen]) -> String {
    let numbers: BTreeSet<u32> = chosen.iter().map(|one| one.number).collect();
    let named: Vec<String> = numbers.iter().map(|number| format!("#{number}")).collect();
    format!("Suggestions of {}", named.join(", "))
}

async fn mark(
    ctx: &Ctx,
    conn: &mut PgConnection,
    iteration: u32,
    chosen: &[Chosen],
    ranges: &[Range],
) -> Result<(), sqlx::Error> {
    let comments: Vec<_> = chosen.iter().map(|one| one.comment.0).collect();
    let from: Vec<i32> = ranges.iter().map(|range| stored(range.from)).collect();
    let to: Vec<i32> = ranges.iter().map(|range| stored(range.to)).collect();
    sqlx::query!(
        "UPDATE reviews.suggestion g
         SET state = 'applied', applied_in = $4, applied_at = $5, applied_from = n.first, applied_to = n.last
         FROM unnest($1::uuid[], $2::int4[], $3::int4[]) AS n (comment_id, first, last)
         WHERE g.comment_id = n.comment_id",
        &comments,
        &from,
        &to,
        stored(iteration),
        ctx.now()
    )
    .execute(&mut *conn)
    .await?;
    let threads: Vec<_> = chosen.iter().map(|one| one.thread.0).collect();
    sqlx::query!("UPDATE reviews.thread SET state = 'fixed' WHERE id = ANY($1)", &threads).execute(conn).await?;
    Ok(())
}

/// The iteration that this very form has made a moment ago.
async fn earlier(ctx: &Ctx, id: SubmissionId, form: &Apply) -> Result<Option<u32>, sqlx::Error> {
    let comments: Vec<_> = form.comments.iter().map(|comment| comment.0).collect();
    let iteration = sqlx::query_scalar!(
        "SELECT max(g.applied_in) FROM reviews.suggestion g JOIN reviews.comment c ON c.id = g.comment_id
         JOIN reviews.thread t ON t.id = c.thread_id
         WHERE g.comment_id = ANY($1) AND t.submission_id = $2",
        &comments,
        id.0
    )
    .fetch_one(&ctx.db)
    .await?;
    Ok(iteration.map(counted))
}

#[cfg(test)]
#[path = "apply_tests.rs"]
mod tests;
