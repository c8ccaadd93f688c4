//! A search engine beside the database, where one is configured. It is asked for words alone, and only while its index is
//! whole and it answers; otherwise the database looks them up itself, and nobody waits. What changes is noted in the
//! transaction that changes it and handed over in batches.

mod fill;
mod look_after;
mod push;
mod rebuild;
mod state;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use contract::tutors::Search;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{CAP, terms, words::Words};
use crate::{Ctx, ports};

pub use fill::Fill;
pub use look_after::LookAfter;
pub use push::Push;
pub use rebuild::rebuild_beside;
pub use state::{Health, State, is_troubled, state};

/// Who finds by words.
#[derive(Clone)]
pub(super) enum Finder {
    Database,
    Beside(Arc<dyn ports::Beside>),
}

/// The engine, if there is one whose index is whole.
pub(super) async fn finder(ctx: &Ctx, search: &Search) -> Result<Finder, sqlx::Error> {
    let Some(beside) = ctx.beside.as_ref().filter(|_| !search.words.is_empty()) else { return Ok(Finder::Database) };
    Ok(if state::is_current(ctx).await? { Finder::Beside(beside.clone()) } else { Finder::Database })
}

impl Finder {
    /// Those whom another engine finds by the words, the best first; `None` if the database has to do it.
    pub(super) async fn ranked(&self, words: &Words, search: &Search) -> Option<Vec<Uuid>> {
        let Self::Beside(beside) = self else { return None };
        let tags = terms::tags(search, &std::collections::BTreeSet::new());
        let limit = usize::try_from(CAP).unwrap_or(1_000);
        match beside.find(&ports::Sought { words: words.normal.clone(), tags, limit }).await {
            Ok(found) => {
                metrics::counter!("search_finds_total", "by" => "beside").increment(1);
                Some(found)
            }
            Err(error) => {
                tracing::debug!(%error, "the database finds instead");
                metrics::counter!("search_finds_total", "by" => "fallback").increment(1);
                None
            }
        }
    }
}

/// Notes that these tutors have changed, and has the engine told in a moment.
pub(super) async fn note(ctx: &Ctx, conn: &mut PgConnection, tutors: &[Uuid]) -> Result<(), sqlx::Error> {
    if ctx.beside.is_none() || tutors.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "INSERT INTO search.pending (tutor_id, since) SELECT t.id, $2 FROM unnest($1::uuid[]) AS t (id)
         ON CONFLICT (tutor_id) DO UPDATE SET since = excluded.since",
        tutors,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    let push = Push::soon(ctx);
    ctx.jobs.enqueue(conn, push).await
}
