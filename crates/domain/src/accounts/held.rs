use contract::{Refusal, UserId};
use sqlx::PgConnection;

use super::{Error, Role};

/// Somebody whose role or access is about to change.
pub(super) struct Held {
    pub id: UserId,
    pub role: Role,
    pub disabled: bool,
}

impl Held {
    /// `None` if nobody has that handle. All who change roles or access wait for each other from here until they commit, so
    /// that two admins cannot take the last place from each other.
    pub async fn of(conn: &mut PgConnection, handle: &str) -> Result<Option<Self>, sqlx::Error> {
        sqlx::query!("SELECT pg_advisory_xact_lock(hashtext('accounts.role'))").execute(&mut *conn).await?;
        let found = sqlx::query!(
            "SELECT id, role, disabled_at FROM accounts.person WHERE handle = $1 AND erased_at IS NULL FOR UPDATE",
            handle
        )
        .fetch_optional(conn)
        .await?;
        Ok(found.map(|row| Self {
            id: UserId(row.id),
            role: row.role.parse().unwrap_or(Role::Member),
            disabled: row.disabled_at.is_some(),
        }))
    }

    /// Before an admin stops being one: somebody else must be left.
    ///
    /// # Errors
    /// `LastAdmin`.
    pub async fn must_leave_an_admin(&self, conn: &mut PgConnection) -> Result<(), Error> {
        if self.role != Role::Admin || self.disabled {
            return Ok(());
        }
        let others = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM accounts.person
                              WHERE role = 'admin' AND disabled_at IS NULL AND leaves_at IS NULL AND id <> $1) AS "yes!""#,
            self.id.0
        );
        if others.fetch_one(conn).await? { Ok(()) } else { Err(Refusal::LastAdmin.into()) }
    }
}
