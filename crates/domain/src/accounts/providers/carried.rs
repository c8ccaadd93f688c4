use contract::{DepartureId, Pairs};

use crate::{Ctx, accounts::User};

/// A form that waited for somebody to show that it is them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The page that it is sent to.
    pub to: String,
    pub pairs: Pairs,
}

/// The form with which somebody left from this session. `None` if they have not come back, or too long ago.
pub async fn carried(ctx: &Ctx, user: &User, departure: DepartureId) -> Result<Option<Carried>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT next, carried FROM accounts.departure
         WHERE id = $1 AND person_id = $2 AND seat = $3 AND used_at IS NOT NULL AND expires_at > $4",
        departure.0,
        user.id.0,
        user.session.as_ref().map(|seated| seated.id.0),
        ctx.now(),
    );
    let row = row.fetch_optional(&ctx.db).await?;
    Ok(row.and_then(|row| {
        let pairs: Pairs = serde_json::from_value(row.carried?).ok()?;
        Some(Carried { to: row.next, pairs })
    }))
}
