use async_trait::async_trait;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::state;
use crate::{
    Ctx,
    jobs::{Job, JobError, NewJob, Run},
    ports::{BesideError, Document, Index},
};

/// Tutors in one batch.
pub(super) const BATCH: i64 = 1_000;
/// Changes are gathered for so long.
const GATHER: TimeDelta = TimeDelta::seconds(2);

/// Tells the engine of those who have changed, a batch at a time.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Push {}

impl Push {
    /// One for each two seconds, however many have changed.
    pub(super) fn soon(ctx: &Ctx) -> NewJob {
        let at = ctx.now() + GATHER;
        let slot = at.timestamp() / GATHER.num_seconds();
        NewJob::of(&Self {}).key(format!("search.push:{slot}")).at(at)
    }
}

#[async_trait]
impl Job for Push {
    const NAME: &'static str = "search.push";

    /// What was handed over is crossed off afterwards: a run that breaks off hands it over again.
    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let Some(beside) = &ctx.beside else { return Ok(()) };
        let indexes: &[Index] = match state::filling(ctx).await? {
            (true, true) => &[Index::Live, Index::Fresh],
            (true, false) => &[Index::Live],
            (false, true) => &[Index::Fresh],
            // There is no index yet, and its making takes everyone along.
            (false, false) => return Ok(()),
        };
        let waiting =
            sqlx::query!("SELECT tutor_id, since FROM search.pending ORDER BY since, tutor_id LIMIT $1", BATCH)
                .fetch_all(&ctx.db)
                .await?;
        let tutors: Vec<Uuid> = waiting.iter().map(|row| row.tutor_id).collect();
        let documents = documents(ctx, &tutors).await?;
        let gone: Vec<Uuid> =
            tutors.iter().copied().filter(|tutor| documents.iter().all(|document| document.id != *tutor)).collect();
        for index in indexes {
            beside.put(*index, &documents).await?;
            beside.remove(*index, &gone).await?;
        }
        sqlx::query!(
            "DELETE FROM search.pending p USING unnest($1::uuid[], $2::timestamptz[]) AS t (tutor_id, since)
             WHERE p.tutor_id = t.tutor_id AND p.since = t.since",
            &tutors,
            &waiting.iter().map(|row| row.since).collect::<Vec<_>>(),
        )
        .execute(&ctx.db)
        .await?;
        metrics::counter!("search_documents_total").increment(u64::try_from(documents.len()).unwrap_or_default());
        if i64::try_from(waiting.len()) == Ok(BATCH) {
            let mut conn = ctx.db.acquire().await?;
            ctx.jobs.enqueue(&mut conn, Self::soon(ctx)).await?;
        }
        Ok(())
    }
}

impl From<BesideError> for JobError {
    fn from(error: BesideError) -> Self {
        match error {
            BesideError::Away(_) => Self::retry(error),
            BesideError::Refused(_) => Self::fail(error),
        }
    }
}

/// What the engine is told of these tutors; who cannot be found is left out.
pub(super) async fn documents(ctx: &Ctx, tutors: &[Uuid]) -> Result<Vec<Document>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT e.tutor_id, e.stamp, e.quality, search.normal(c.name) AS "name!", c.handle, search.normal(c.headline) AS "headline!",
                  search.normal(concat_ws(' ', t.about, s.areas)) AS "text!", search.normal(coalesce(s.words, '')) AS "subjects!",
                  ARRAY(SELECT l.lexeme FROM unnest(tsvector_to_array(e.doc)) AS l (lexeme)
                        WHERE left(l.lexeme, 1) IN ('=', '~', '$', '*', '#')) AS "tags!: Vec<String>"
           FROM search.entry e
           JOIN search.card c ON c.tutor_id = e.tutor_id
           JOIN tutors.public_tutor t ON t.person_id = e.tutor_id
           CROSS JOIN LATERAL (
               SELECT string_agg(u.name || ' ' || u.words, ' ') AS words, string_agg(u.area, ' ') AS areas
               FROM tutors.public_subject u
               WHERE u.slug IN (SELECT x.subject FROM tutors.public_specialty x WHERE x.tutor_id = e.tutor_id)) s
           WHERE e.tutor_id = ANY($1)"#,
        tutors,
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Document {
            id: row.tutor_id,
            stamp: row.stamp.to_string(),
            name: row.name,
            handle: row.handle,
            subjects: row.subjects,
            headline: row.headline,
            text: row.text,
            tags: row.tags,
            quality: row.quality,
        })
        .collect())
}
