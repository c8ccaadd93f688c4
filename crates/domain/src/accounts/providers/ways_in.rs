use chrono::{DateTime, Utc};
use contract::IdentityId;

use crate::{Ctx, accounts::User};

/// How somebody comes in.
#[derive(Clone, Debug)]
pub struct WaysIn {
    pub password: bool,
    pub linked: Vec<Linked>,
}

/// One of one's own, by a provider.
#[derive(Clone, Debug)]
pub struct Linked {
    pub id: IdentityId,
    pub provider: String,
    /// As the provider told it the last time.
    pub email: Option<String>,
    pub linked_at: DateTime<Utc>,
    pub used_at: DateTime<Utc>,
}

/// Those that a list shows: more cannot be linked.
const SHOWN: i64 = 20;

/// One's own ways to come in, the oldest first.
pub async fn ways_in(ctx: &Ctx, user: &User) -> Result<WaysIn, sqlx::Error> {
    let password = sqlx::query_scalar!(
        r#"SELECT password_hash IS NOT NULL AS "yes!" FROM accounts.person WHERE id = $1"#,
        user.id.0
    );
    let rows = sqlx::query!(
        "SELECT id, provider, email, linked_at, used_at FROM accounts.identity
         WHERE person_id = $1 ORDER BY linked_at, id LIMIT $2",
        user.id.0,
        SHOWN,
    );
    let (password, rows) = futures::try_join!(password.fetch_one(&ctx.db), rows.fetch_all(&ctx.db))?;
    let linked = rows.into_iter().map(|row| Linked {
        id: IdentityId(row.id),
        provider: row.provider,
        email: row.email,
        linked_at: row.linked_at,
        used_at: row.used_at,
    });
    Ok(WaysIn { password, linked: linked.collect() })
}
