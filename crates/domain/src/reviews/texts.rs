//! The texts of a submission's files, by iteration and path. An unchanged text is loaded once for all iterations.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use contract::SubmissionId;
use sqlx::PgConnection;

use super::thread::{counted, stored};

/// Texts of some paths at some iterations.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts(HashMap<u32, HashMap<String, Arc<str>>>);

impl Texts {
    /// The same text at two iterations is the same pointer.
    pub fn get(&self, iteration: u32, path: &str) -> Option<&Arc<str>> {
        self.0.get(&iteration)?.get(path)
    }

    #[cfg(test)]
    pub fn of(files: &[(u32, &str, &str)]) -> Self {
        let mut texts = Self::default();
        for (iteration, path, text) in files {
            let same = texts.0.values().filter_map(|files| files.get(*path)).find(|known| &***known == *text).cloned();
            texts.put(*iteration, (*path).to_owned(), same.unwrap_or_else(|| Arc::from(*text)));
        }
        texts
    }

    fn put(&mut self, iteration: u32, path: String, text: Arc<str>) {
        self.0.entry(iteration).or_default().insert(path, text);
    }
}

/// Those of the paths that there are at these iterations.
pub(super) async fn texts(
    conn: &mut PgConnection,
    submission: SubmissionId,
    iterations: &BTreeSet<u32>,
    paths: &BTreeSet<String>,
) -> Result<Texts, sqlx::Error> {
    if paths.is_empty() || iterations.is_empty() {
        return Ok(Texts::default());
    }
    let numbers: Vec<i32> = iterations.iter().map(|number| stored(*number)).collect();
    let paths: Vec<String> = paths.iter().cloned().collect();
    let files = sqlx::query!(
        "SELECT iteration, path, hash FROM reviews.file
         WHERE submission_id = $1 AND iteration = ANY($2) AND path = ANY($3)",
        submission.0,
        &numbers,
        &paths,
    )
    .fetch_all(&mut *conn)
    .await?;
    let hashes: BTreeSet<Vec<u8>> = files.iter().map(|file| file.hash.clone()).collect();
    let hashes: Vec<Vec<u8>> = hashes.into_iter().collect();
    let blobs =
        sqlx::query!("SELECT hash, text FROM reviews.blob WHERE hash = ANY($1)", &hashes).fetch_all(conn).await?;
    let blobs: HashMap<Vec<u8>, Arc<str>> = blobs.into_iter().map(|blob| (blob.hash, Arc::from(blob.text))).collect();
    let mut texts = Texts::default();
    for file in files {
        if let Some(text) = blobs.get(&file.hash) {
            texts.put(counted(file.iteration), file.path, text.clone());
        }
    }
    Ok(texts)
}

/// The text of one file.
pub(super) async fn one(
    conn: &mut PgConnection,
    submission: SubmissionId,
    iteration: u32,
    path: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT b.text FROM reviews.file f JOIN reviews.blob b ON b.hash = f.hash
         WHERE f.submission_id = $1 AND f.iteration = $2 AND f.path = $3",
        submission.0,
        stored(iteration),
        path,
    )
    .fetch_optional(conn)
    .await
}

/// All files of an iteration, by path.
pub(super) async fn all(
    conn: &mut PgConnection,
    submission: SubmissionId,
    iteration: u32,
) -> Result<Vec<(String, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT f.path, b.text FROM reviews.file f JOIN reviews.blob b ON b.hash = f.hash
         WHERE f.submission_id = $1 AND f.iteration = $2 ORDER BY f.path",
        submission.0,
        stored(iteration),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.path, row.text)).collect())
}
