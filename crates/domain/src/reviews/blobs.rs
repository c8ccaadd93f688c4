//! Texts are kept once, by their hash, however many iterations hold them.

use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::files::File;

/// Keeps the texts of these files and gives their hashes, in the order of the files.
pub(super) async fn keep(conn: &mut PgConnection, files: &[File]) -> Result<Vec<Vec<u8>>, sqlx::Error> {
    hold_still(conn).await?;
    let hashes: Vec<Vec<u8>> = files.iter().map(|file| hash(&file.text)).collect();
    let texts: Vec<&str> = files.iter().map(|file| file.text.as_str()).collect();
    let lines: Vec<i32> =
        files.iter().map(|file| i32::try_from(file.text.lines().count()).unwrap_or(i32::MAX)).collect();
    // In the order of the hashes, so that two who keep the same texts cannot wait in a circle.
    sqlx::query!(
        "INSERT INTO reviews.blob (hash, text, lines)
         SELECT t.hash, t.text, t.lines FROM unnest($1::bytea[], $2::text[], $3::int4[]) AS t (hash, text, lines)
         ORDER BY t.hash ON CONFLICT DO NOTHING",
        &hashes,
        &texts as &[&str],
        &lines
    )
    .execute(conn)
    .await?;
    Ok(hashes)
}

/// The text as other rows name it.
pub(super) fn hash(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}

/// Forgets those of the texts that no file holds any more: what a person takes back for good may be a password. Comes before
/// `keep` where a transaction does both.
pub(super) async fn forget(conn: &mut PgConnection, hashes: &[Vec<u8>]) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtext('reviews.blob'))").execute(&mut *conn).await?;
    sqlx::query!(
        "DELETE FROM reviews.blob b
         WHERE b.hash = ANY($1) AND NOT EXISTS (SELECT FROM reviews.file f WHERE f.hash = b.hash)",
        hashes
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Until the transaction ends no text is forgotten: it may be there already, and be another's last.
async fn hold_still(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT pg_advisory_xact_lock_shared(hashtext('reviews.blob'))").execute(conn).await?;
    Ok(())
}
