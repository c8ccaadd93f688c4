use contract::{SavedId, tutors::StopAlerts};

use crate::{Ctx, search::Error};

/// A question whose alerts a mail offers to stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopping {
    pub name: String,
    pub stopped: bool,
}

/// The question that the code of a mail is about; `None` if it is gone, or the code is another's.
pub async fn stopping(ctx: &Ctx, saved: SavedId, code: &str) -> Result<Option<Stopping>, sqlx::Error> {
    sqlx::query_as!(
        Stopping,
        r#"SELECT name, alert = 'off' AS "stopped!" FROM search.saved WHERE id = $1 AND code = $2"#,
        saved.0,
        code
    )
    .fetch_optional(&ctx.db)
    .await
}

/// Stops the alerts of a question, by whoever has the code. Done twice, they are stopped.
///
/// # Errors
/// `NotFound` if the question is gone or the code is another's.
pub async fn stop_alerts(ctx: &Ctx, form: StopAlerts) -> Result<(), Error> {
    let id = form.saved.ok_or(Error::NotFound)?;
    let stopped = sqlx::query!("UPDATE search.saved SET alert = 'off' WHERE id = $1 AND code = $2", id.0, form.code)
        .execute(&ctx.db)
        .await?;
    if stopped.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    metrics::counter!("search_alerts_stopped_total").increment(1);
    Ok(())
}
