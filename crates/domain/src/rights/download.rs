use contract::ExportId;

use super::Error;
use crate::{
    Ctx,
    accounts::Sudo,
    audit::{self, Deed, Note},
};

/// A file that somebody fetches.
pub struct Download {
    pub name: String,
    pub archive: Vec<u8>,
}

/// Somebody's own file, if it is there.
///
/// # Errors
/// `NotFound`, also for that of somebody else.
pub async fn download(ctx: &Ctx, sudo: &Sudo, id: ExportId) -> Result<Download, Error> {
    let mut tx = ctx.begin().await?;
    let row = sqlx::query!(
        r#"SELECT archive AS "archive!", asked_at FROM rights.export
           WHERE id = $1 AND person_id = $2 AND ready_at IS NOT NULL AND expires_at > $3"#,
        id.0,
        sudo.id.0,
        ctx.now(),
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    audit::append(ctx, &mut tx, Note::new(Deed::ExportFetched, sudo.id).to(sudo.id)).await?;
    tx.commit().await?;
    metrics::counter!("rights_exports_fetched_total").increment(1);
    Ok(Download { name: format!("tutorforge-{}.zip", row.asked_at.date_naive()), archive: row.archive })
}
