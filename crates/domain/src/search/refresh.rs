//! Makes what is searched anew, for one tutor after an event or for many in pieces.

use std::collections::HashMap;

use contract::UserId;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    beside,
    entry::{self, Written},
    facets::{Counts, add},
    free,
    saved::opened,
    tally, tiers,
    windows::FreeTime,
};
use crate::Ctx;

/// Tutors in one transaction.
pub(super) const PIECE: i64 = 500;

/// Makes one tutor's rows anew, or deletes them. Times that have opened are looked for among saved searches.
pub(super) async fn refresh(ctx: &Ctx, tutor: UserId) -> Result<(), sqlx::Error> {
    let mut tx = ctx.begin().await?;
    lock(&mut tx, &[tutor.0]).await?;
    let before = free::kept(&mut tx, tutor.0).await?;
    make(ctx, &mut tx, &[tutor.0]).await?;
    if let Some(before) = before {
        opened::announce(ctx, &mut tx, tutor, &before).await?;
    }
    tx.commit().await
}

/// Makes the rows of these tutors anew; says how many can be found.
pub(super) async fn refresh_piece(ctx: &Ctx, tutors: &[Uuid]) -> Result<usize, sqlx::Error> {
    let mut tx = ctx.begin().await?;
    lock(&mut tx, tutors).await?;
    let made = make(ctx, &mut tx, tutors).await?;
    tx.commit().await?;
    Ok(made)
}

/// One at a time for each tutor, so that an older state never overwrites a newer one; in the order of their ids, so that
/// two who lock many cannot wait in a circle.
async fn lock(conn: &mut PgConnection, tutors: &[Uuid]) -> Result<(), sqlx::Error> {
    let mut tutors = tutors.to_vec();
    tutors.sort_unstable();
    sqlx::query!(
        "SELECT pg_advisory_xact_lock(hashtextextended('search.entry:' || t.id, 0)) FROM unnest($1::uuid[]) WITH ORDINALITY AS t (id, place)",
        &tutors
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn make(ctx: &Ctx, conn: &mut PgConnection, tutors: &[Uuid]) -> Result<usize, sqlx::Error> {
    let before = sqlx::query!("SELECT tutor_id, facets, stamp FROM search.entry WHERE tutor_id = ANY($1)", tutors)
        .fetch_all(&mut *conn)
        .await?;
    let before: HashMap<_, _> =
        before.into_iter().map(|row| (row.tutor_id, Written { facets: row.facets, stamp: row.stamp })).collect();
    let free = free::compute(ctx, conn, tutors).await?;
    let hours: Vec<String> = tutors.iter().map(|tutor| hours(free.get(tutor))).collect();
    let written = entry::write(conn, tutors, &hours).await?;
    let closed: Vec<Uuid> = tutors.iter().copied().filter(|tutor| !written.contains_key(tutor)).collect();
    remove(conn, &closed).await?;
    let kept: Vec<(Uuid, &FreeTime)> = written
        .keys()
        .filter_map(|tutor| Some((*tutor, free.get(tutor)?)))
        .flat_map(|(tutor, free)| free.iter().map(move |free| (tutor, free)))
        .collect();
    free::write(ctx, conn, tutors, &kept).await?;
    let changed: Vec<Uuid> = tutors
        .iter()
        .copied()
        .filter(|tutor| before.get(tutor).map(|row| row.stamp) != written.get(tutor).map(|row| row.stamp))
        .collect();
    beside::note(ctx, conn, &changed).await?;
    tally::change(conn, &difference(&before, &written)).await?;
    Ok(written.len())
}

/// As lexemes.
fn hours(free: Option<&Vec<FreeTime>>) -> String {
    let hours = free.into_iter().flatten().flat_map(|free| &free.hours);
    hours.map(|hour| format!("#{hour}")).collect::<Vec<_>>().join(" ")
}

async fn remove(conn: &mut PgConnection, tutors: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM search.entry WHERE tutor_id = ANY($1)", tutors).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM search.card WHERE tutor_id = ANY($1)", tutors).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM search.free WHERE tutor_id = ANY($1)", tutors).execute(conn).await?;
    Ok(())
}

fn difference(before: &HashMap<Uuid, Written>, after: &HashMap<Uuid, Written>) -> Counts {
    let mut counts = Counts::new();
    for row in before.values() {
        add(&mut counts, &row.facets, -1);
    }
    for row in after.values() {
        add(&mut counts, &row.facets, 1);
    }
    counts
}

/// The next tutors in the order of their ids, of all who teach or can be found.
pub(super) async fn next_piece(ctx: &Ctx, after: Option<Uuid>, limit: i64) -> Result<Vec<Uuid>, sqlx::Error> {
    let after = after.unwrap_or_default();
    sqlx::query_scalar!(
        r#"SELECT x.id AS "id!" FROM (
               (SELECT t.person_id AS id FROM tutors.public_tutor t WHERE t.person_id > $1 ORDER BY t.person_id LIMIT $2)
               UNION (SELECT e.tutor_id FROM search.entry e WHERE e.tutor_id > $1 ORDER BY e.tutor_id LIMIT $2)) x
           ORDER BY x.id LIMIT $2"#,
        after,
        limit,
    )
    .fetch_all(&ctx.db)
    .await
}

/// Makes every row anew, and says how many there are: for data that was put in without events. `progress` hears now and
/// then how many are done. An empty search is filled without the indexes of words, which are made at the end; if that is
/// broken off, the next run goes on where it ended.
pub async fn rebuild_all(ctx: &Ctx, progress: impl Fn(u64)) -> Result<u64, sqlx::Error> {
    let mut after = begun(ctx).await?;
    let (mut done, share) = (0_u64, share_of_first(ctx).await?);
    for piece in 1_u64.. {
        let tutors = next_piece(ctx, after, PIECE).await?;
        let Some(last) = tutors.last() else { break };
        after = Some(*last);
        done += u64::try_from(refresh_piece(ctx, &tutors).await?).unwrap_or_default();
        // The first rows say where the tiers will begin: most of the others then need not move.
        if piece == FIRST_PIECES {
            let mut tx = ctx.begin().await?;
            tiers::measure(&mut tx, share).await?;
            tx.commit().await?;
        }
        progress(done);
    }
    tally::recount(ctx).await?;
    tiers::keep(ctx).await?;
    sqlx::query!("SELECT search.make_word_indexes()").execute(&ctx.db).await?;
    // So that the planner knows how many there are.
    for sql in ["VACUUM (ANALYZE) search.entry", "VACUUM (ANALYZE) search.card", "VACUUM (ANALYZE) search.free"] {
        sqlx::query(sql).execute(&ctx.db).await?;
    }
    Ok(done)
}

/// The tutor after whom a filling goes on that was broken off. Begins one where nothing is there yet.
async fn begun(ctx: &Ctx) -> Result<Option<Uuid>, sqlx::Error> {
    if is_empty(ctx).await? {
        sqlx::query!("SELECT search.drop_word_indexes()").execute(&ctx.db).await?;
        sqlx::query!("DELETE FROM search.tally").execute(&ctx.db).await?;
    }
    sqlx::query_scalar!(
        "SELECT e.tutor_id FROM search.entry e WHERE to_regclass('search.entry_of_all') IS NULL ORDER BY e.tutor_id DESC LIMIT 1"
    )
    .fetch_optional(&ctx.db)
    .await
}

/// Pieces after which the tiers are measured for the first time.
const FIRST_PIECES: u64 = 40;

/// Which part of all tutors the first pieces are.
async fn share_of_first(ctx: &Ctx) -> Result<f64, sqlx::Error> {
    let first = i64::try_from(FIRST_PIECES).unwrap_or(40) * PIECE;
    sqlx::query_scalar!(
        r#"SELECT least(1.0, $1::bigint::float8 / greatest(1, count(*))) AS "share!" FROM tutors.public_tutor t WHERE t.published"#,
        first
    )
    .fetch_one(&ctx.db)
    .await
}

async fn is_empty(ctx: &Ctx) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT NOT EXISTS (SELECT FROM search.entry) AS "empty!""#).fetch_one(&ctx.db).await
}

/// The same if there is no row at all; otherwise nothing is changed, and the answer is 0.
pub async fn rebuild_if_empty(ctx: &Ctx) -> Result<u64, sqlx::Error> {
    if is_empty(ctx).await? { rebuild_all(ctx, |_| ()).await } else { Ok(0) }
}

#[cfg(test)]
#[path = "refresh_tests.rs"]
mod tests;
