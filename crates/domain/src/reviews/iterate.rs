use contract::{Refusal, SubmissionId, reviews::Iterate};
use sqlx::PgConnection;

use super::{
    Error, Event, blobs,
    files::{self, File},
    life::{announce, remember, turn_to},
    model::{Action, Turn},
    step::begin_step,
    surviving::recount,
    withdraw::reviewers,
};
use crate::{Ctx, accounts::User, ports::Limit};

/// Makes the next iteration, with exactly these files, and gives its number. If somebody has reviewed before, it is their
/// turn.
///
/// # Errors
/// `NewerIteration` if it is not based on the latest, `NothingChanged`, `OnlyTheAuthor`, `StillADraft`, `SubmissionEnded`;
/// `Invalid` at `text` or `upload`; `TooOften`.
pub async fn iterate(ctx: &Ctx, user: &User, id: SubmissionId, form: Iterate) -> Result<u32, Error> {
    ctx.limits.take(Limit::UploadByPerson, &user.id.to_string()).await.map_err(Error::TooOften)?;
    let name = only_path(ctx, id, form.base).await?;
    let files = files::read(form.files, name).await?.files;
    let number = form.base.saturating_add(1);
    let Some((mut tx, submission)) = begin_step(ctx, user, id, form.key, Action::Iterate).await? else {
        return Ok(number);
    };
    if form.base != submission.iteration {
        return Err(Refusal::NewerIteration.into());
    }
    if is_same(&mut tx, id, form.base, &files).await? {
        return Err(Refusal::NothingChanged.into());
    }
    insert_iteration(ctx, &mut tx, id, number, &form.note, &files).await?;
    recount(&mut tx, id, number).await?;
    if submission.is_reviewed() {
        turn_to(ctx, &mut tx, id, Turn::Reviewer).await?;
    }
    remember(ctx, &mut tx, id, "iterated", Some(user.id), &form.note).await?;
    let reviewers = reviewers(ctx, &submission);
    announce(ctx, &mut tx, Event::Iterated { submission: id, author: user.id, iteration: number, reviewers }).await?;
    tx.commit().await?;
    Ok(number)
}

/// Writes an iteration with all its files and makes it the submission's latest. The caller holds the submission and has
/// checked the number.
pub(super) async fn insert_iteration(
    ctx: &Ctx,
    conn: &mut PgConnection,
    submission: SubmissionId,
    number: u32,
    note: &str,
    files: &[File],
) -> Result<(), sqlx::Error> {
    let hashes = blobs::keep(conn, files).await?;
    let number = column(number);
    sqlx::query!(
        "INSERT INTO reviews.iteration (submission_id, number, note, made_at) VALUES ($1, $2, $3, $4)",
        submission.0,
        number,
        note,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    sqlx::query!(
        "INSERT INTO reviews.file (submission_id, iteration, path, hash)
         SELECT $1, $2, f.path, f.hash FROM unnest($3::text[], $4::bytea[]) AS f (path, hash)",
        submission.0,
        number,
        &paths as &[&str],
        &hashes,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("UPDATE reviews.submission SET iteration = $2 WHERE id = $1", submission.0, number)
        .execute(conn)
        .await?;
    Ok(())
}

/// The path of an iteration that is one file: who pastes again does not name it again.
async fn only_path(ctx: &Ctx, id: SubmissionId, iteration: u32) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT min(path) FROM reviews.file WHERE submission_id = $1 AND iteration = $2 HAVING count(*) = 1",
        id.0,
        column(iteration),
    )
    .fetch_optional(&ctx.db)
    .await
    .map(Option::flatten)
}

async fn is_same(
    conn: &mut PgConnection,
    id: SubmissionId,
    iteration: u32,
    files: &[File],
) -> Result<bool, sqlx::Error> {
    let mut old: Vec<(String, Vec<u8>)> = sqlx::query!(
        "SELECT path, hash FROM reviews.file WHERE submission_id = $1 AND iteration = $2",
        id.0,
        column(iteration),
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| (row.path, row.hash))
    .collect();
    let mut new: Vec<_> = files.iter().map(|file| (file.path.clone(), blobs::hash(&file.text))).collect();
    old.sort_unstable();
    new.sort_unstable();
    Ok(old == new)
}

/// A number of an iteration as the tables hold it.
fn column(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

#[cfg(test)]
#[path = "iterate_tests.rs"]
mod tests;
