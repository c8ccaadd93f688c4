use chrono::{DateTime, Utc};
use contract::ExportId;

use super::{AGAIN_AFTER, Error};
use crate::{
    Ctx,
    accounts::User,
    bookings::{self, OpenBooking},
};

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many tables of so many are in it.
    Making { done: i16, total: i16 },
    /// It can be fetched until then.
    Ready { id: ExportId, bytes: i32, until: DateTime<Utc> },
    /// More is held than a file may have.
    TooLarge,
}

/// What somebody may ask for, and what they have asked for.
pub struct Mine {
    /// Sessions that they have to see to before they may leave.
    pub open: Vec<OpenBooking>,
    /// When they asked for the latest file, and how far it is.
    pub export: Option<(DateTime<Utc>, Progress)>,
    /// From then on they may ask for another; none if they may now.
    pub again_at: Option<DateTime<Utc>>,
}

pub async fn mine(ctx: &Ctx, user: &User) -> Result<Mine, Error> {
    let mut conn = ctx.db.acquire().await?;
    let open = bookings::open_bookings(ctx, &mut conn, user.id).await?;
    let latest = sqlx::query!(
        "SELECT id, asked_at, done, total, octet_length(archive) AS bytes, too_large, expires_at FROM rights.export
         WHERE person_id = $1 AND expires_at > $2 ORDER BY asked_at DESC LIMIT 1",
        user.id.0,
        ctx.now(),
    )
    .fetch_optional(&mut *conn)
    .await?;
    let export = latest.map(|row| {
        let progress = match row.bytes {
            _ if row.too_large => Progress::TooLarge,
            Some(bytes) => Progress::Ready { id: ExportId(row.id), bytes, until: row.expires_at },
            None => Progress::Making { done: row.done, total: row.total },
        };
        (row.asked_at, progress)
    });
    let again_at = export.as_ref().map(|(asked_at, _)| *asked_at + AGAIN_AFTER).filter(|at| *at > ctx.now());
    Ok(Mine { open, export, again_at })
}
