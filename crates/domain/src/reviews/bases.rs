use std::collections::{BTreeSet, HashMap};

use contract::{CommentId, SubmissionId, ThreadId, reviews::Place};

use super::{ThreadView, texts::texts, thread::counted};
use crate::Ctx;

/// The lines that each suggestion would replace, as they were in the iteration it was written against. One round trip,
/// whatever their number.
pub async fn bases(
    ctx: &Ctx,
    id: SubmissionId,
    threads: &[ThreadView],
) -> Result<HashMap<CommentId, Vec<String>>, sqlx::Error> {
    let suggesting = || threads.iter().filter(|thread| thread.comments.iter().any(|c| c.suggestion.is_some()));
    let iterations: BTreeSet<u32> = suggesting().map(|thread| thread.iteration).collect();
    let paths: BTreeSet<String> = suggesting().filter_map(|thread| thread.place.path().map(str::to_owned)).collect();
    let mut conn = ctx.db.acquire().await?;
    let texts = texts(&mut conn, id, &iterations, &paths).await?;
    let mut found = HashMap::new();
    for thread in suggesting() {
        let Place::Lines { path, from, to } = &thread.place else { continue };
        let Some(text) = texts.get(thread.iteration, path) else { continue };
        let lines = changes::Lines::of(text);
        let range = changes::Range::new(*from, *to).and_then(|range| lines.slice(range)).unwrap_or_default();
        let range: Vec<String> = range.iter().map(|line| (*line).to_owned()).collect();
        for comment in thread.comments.iter().filter(|comment| comment.suggestion.is_some()) {
            found.insert(comment.id, range.clone());
        }
    }
    Ok(found)
}

/// What a thread is called on its page: `#t3`.
pub async fn thread_number(ctx: &Ctx, thread: ThreadId) -> Result<Option<u32>, sqlx::Error> {
    let number = sqlx::query_scalar!("SELECT number FROM reviews.thread WHERE id = $1", thread.0)
        .fetch_optional(&ctx.db)
        .await?;
    Ok(number.map(counted))
}
