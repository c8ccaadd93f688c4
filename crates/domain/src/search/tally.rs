//! Counts over everyone, kept with each change, so that the page without a question counts nothing.

use sqlx::PgConnection;

use super::facets::{Counts, add};
use crate::Ctx;

/// What is kept.
pub(super) async fn tally(ctx: &Ctx) -> Result<Counts, sqlx::Error> {
    let rows =
        sqlx::query!("SELECT thing, count FROM search.tally WHERE count > 0 LIMIT 5000").fetch_all(&ctx.db).await?;
    Ok(rows.into_iter().map(|row| (row.thing, row.count)).collect())
}

/// Adds what changed. In the order of the things, so that two who do so cannot wait in a circle; last in a transaction,
/// because everyone who teaches English waits for it.
pub(super) async fn change(conn: &mut PgConnection, changes: &Counts) -> Result<(), sqlx::Error> {
    let mut changes: Vec<(&str, i64)> =
        changes.iter().filter(|(_, by)| **by != 0).map(|(thing, by)| (thing.as_str(), *by)).collect();
    if changes.is_empty() {
        return Ok(());
    }
    changes.sort_unstable();
    let (things, by): (Vec<String>, Vec<i64>) = changes.into_iter().map(|(thing, by)| (thing.to_owned(), by)).unzip();
    sqlx::query!(
        "INSERT INTO search.tally AS t (thing, count) SELECT c.thing, c.by FROM unnest($1::text[], $2::bigint[]) AS c (thing, by)
         ON CONFLICT (thing) DO UPDATE SET count = t.count + excluded.count",
        &things,
        &by,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Counts anew from the rows, in case a count went wrong; says how many were.
pub(super) async fn recount(ctx: &Ctx) -> Result<u64, sqlx::Error> {
    let mut tx = ctx.begin().await?;
    sqlx::query!("LOCK TABLE search.tally IN EXCLUSIVE MODE").execute(&mut *tx).await?;
    let kept = sqlx::query!("SELECT thing, count FROM search.tally").fetch_all(&mut *tx).await?;
    let alike = sqlx::query!(r#"SELECT facets, count(*) AS "count!" FROM search.entry GROUP BY facets"#)
        .fetch_all(&mut *tx)
        .await?;
    let mut changes = Counts::new();
    for row in &alike {
        add(&mut changes, &row.facets, row.count);
    }
    for row in kept {
        *changes.entry(row.thing).or_default() -= row.count;
    }
    let wrong = changes.values().filter(|by| **by != 0).count();
    change(&mut tx, &changes).await?;
    tx.commit().await?;
    Ok(u64::try_from(wrong).unwrap_or(u64::MAX))
}
