use async_trait::async_trait;
use contract::{ExportId, UserId};
use serde::{Deserialize, Serialize};

use super::{
    Event,
    pack::{Chapter, pack},
    parts::PARTS,
};
use crate::{
    Ctx, events,
    jobs::{Job, JobError, Run},
    outbox,
    personal::{self, Export},
};

/// Of all tables together, in bytes. Packed it is a good deal less.
const MOST: usize = 64 * 1024 * 1024;
/// Of the file, as the table has it.
const MOST_PACKED: usize = 32 * 1024 * 1024;

/// Makes a file that somebody asked for. A second run finds it made.
#[derive(Debug, Serialize, Deserialize)]
pub struct MakeExport {
    pub export: ExportId,
}

#[async_trait]
impl Job for MakeExport {
    const NAME: &'static str = "rights.make_export";

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let waiting = sqlx::query!(
            "SELECT person_id, asked_at FROM rights.export WHERE id = $1 AND ready_at IS NULL AND NOT too_large",
            self.export.0
        );
        let Some(waiting) = waiting.fetch_optional(&ctx.db).await? else { return Ok(()) };
        let person = UserId(waiting.person_id);
        let Some(chapters) = self.collect(ctx, person).await? else { return self.is_too_large(ctx).await };
        let packed = tokio::task::spawn_blocking(move || pack(&chapters, waiting.asked_at));
        let archive = packed.await.map_err(JobError::retry)?.map_err(JobError::fail)?;
        if archive.len() > MOST_PACKED {
            return self.is_too_large(ctx).await;
        }
        self.keep(ctx, person, &archive).await
    }
}

impl MakeExport {
    /// `None` if it is too much.
    async fn collect(&self, ctx: &Ctx, person: UserId) -> Result<Option<Vec<Chapter>>, JobError> {
        let (mut chapters, mut left) = (Vec::new(), MOST);
        // All of it as it was at one moment, whatever happens meanwhile.
        let mut tx = ctx.begin().await?;
        sqlx::query!("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY").execute(&mut *tx).await?;
        for part in &PARTS {
            for table in part.tables {
                let Some(rows) = personal::export(&mut tx, table, person, left).await? else { return Ok(None) };
                left -= rows.iter().map(String::len).sum::<usize>();
                if let Export::Rows(_) = table.export {
                    chapters.push(Chapter { table: table.name, title: table.title, rows });
                }
            }
            self.note_progress(ctx, part.tables.len()).await?;
        }
        // The account itself first.
        chapters.reverse();
        Ok(Some(chapters))
    }

    /// A run that was broken off has counted some already.
    async fn note_progress(&self, ctx: &Ctx, tables: usize) -> Result<(), sqlx::Error> {
        sqlx::query!(
            "UPDATE rights.export SET done = least(total, done + $2) WHERE id = $1",
            self.export.0,
            i16::try_from(tables).unwrap_or_default(),
        )
        .execute(&ctx.db)
        .await?;
        Ok(())
    }

    async fn is_too_large(&self, ctx: &Ctx) -> Result<(), JobError> {
        sqlx::query!("UPDATE rights.export SET too_large = true WHERE id = $1 AND ready_at IS NULL", self.export.0)
            .execute(&ctx.db)
            .await?;
        tracing::warn!(export = %self.export, "what is held of somebody does not fit into a file");
        Ok(())
    }

    async fn keep(&self, ctx: &Ctx, person: UserId, archive: &[u8]) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        let kept = sqlx::query_scalar!(
            "UPDATE rights.export SET archive = $2, ready_at = $3, done = total WHERE id = $1 AND ready_at IS NULL
             RETURNING expires_at",
            self.export.0,
            archive,
            ctx.now(),
        );
        // Another run was first, or they have asked anew.
        let Some(until) = kept.fetch_optional(&mut *tx).await? else { return Ok(()) };
        outbox::publish(ctx, &mut tx, events::Event::Rights(Event::ExportReady { person, until })).await?;
        tx.commit().await?;
        Ok(())
    }
}
