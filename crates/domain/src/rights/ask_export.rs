use chrono::TimeDelta;
use contract::{ExportId, Refusal, rights::AskExport};

use super::{Error, MakeExport, parts};
use crate::{
    Ctx, Once,
    accounts::Sudo,
    audit::{self, Deed, Note},
    jobs::NewJob,
    once,
};

/// So long after one file somebody may ask for the next.
pub const AGAIN_AFTER: TimeDelta = TimeDelta::days(1);
/// So long a file is kept.
pub const KEPT_FOR: TimeDelta = TimeDelta::days(7);

/// Has a file made with all that is held of somebody. The one before is thrown away.
///
/// # Errors
/// `ExportedToday`.
pub async fn ask_export(ctx: &Ctx, sudo: &Sudo, form: AskExport) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Ok(());
    }
    // Two at once with different keys wait for each other.
    sqlx::query!(
        "SELECT pg_advisory_xact_lock(hashtextextended('rights.export:' || $1::text, 0))",
        sudo.id.to_string()
    )
    .execute(&mut *tx)
    .await?;
    let lately = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM rights.export WHERE person_id = $1 AND asked_at > $2) AS "lately!""#,
        sudo.id.0,
        ctx.now() - AGAIN_AFTER,
    );
    if lately.fetch_one(&mut *tx).await? {
        return Err(Refusal::ExportedToday.into());
    }
    sqlx::query!("DELETE FROM rights.export WHERE person_id = $1", sudo.id.0).execute(&mut *tx).await?;
    let id = ExportId(ctx.id());
    sqlx::query!(
        "INSERT INTO rights.export (id, person_id, asked_at, total, expires_at) VALUES ($1, $2, $3, $4, $5)",
        id.0,
        sudo.id.0,
        ctx.now(),
        i16::try_from(parts::tables()).unwrap_or(i16::MAX),
        ctx.now() + KEPT_FOR,
    )
    .execute(&mut *tx)
    .await?;
    ctx.jobs.enqueue(&mut tx, NewJob::of(&MakeExport { export: id }).key(format!("export:{id}"))).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::ExportAsked, sudo.id).to(sudo.id)).await?;
    tx.commit().await?;
    metrics::counter!("rights_exports_asked_total").increment(1);
    Ok(())
}
