use chrono::{DateTime, Utc};
use contract::UserId;
use uuid::Uuid;

use super::{Error, Power, Role, User};
use crate::Ctx;

/// People that one search shows.
const SHOWN: i64 = 30;

/// Somebody as admins see them.
#[derive(Clone, Debug)]
pub struct Known {
    pub id: UserId,
    pub handle: String,
    pub name: String,
    /// None where none is confirmed.
    pub email: Option<String>,
    pub role: Role,
    pub joined: DateTime<Utc>,
    pub disabled_at: Option<DateTime<Utc>>,
}

impl Known {
    /// For people.
    pub fn address(&self) -> &str {
        self.email.as_deref().unwrap_or("no confirmed address")
    }
}

/// Those whose handle or e-mail begins so, by handle. Without a word: those who look after the place.
///
/// # Errors
/// `OnlyAdmins`.
pub async fn find_people(ctx: &Ctx, user: &User, begins: &str) -> Result<Vec<Known>, Error> {
    user.must(Power::FindPeople)?;
    let begins = begins.trim().trim_start_matches('@').to_lowercase();
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, handle, name, email, role, created_at, disabled_at FROM accounts.person
         WHERE erased_at IS NULL AND CASE WHEN $1 = '' THEN role <> 'member' ELSE starts_with(handle, $1) OR starts_with(email, $1) END
         ORDER BY handle LIMIT $2",
        begins,
        SHOWN,
    );
    Ok(rows.fetch_all(&ctx.db).await?.into_iter().map(Known::from).collect())
}

/// One of them by the whole handle.
///
/// # Errors
/// `OnlyAdmins`; `NotFound`.
pub async fn known_person(ctx: &Ctx, user: &User, handle: &str) -> Result<Known, Error> {
    user.must(Power::FindPeople)?;
    let row = sqlx::query_as!(
        Row,
        "SELECT id, handle, name, email, role, created_at, disabled_at FROM accounts.person
         WHERE handle = $1 AND erased_at IS NULL",
        handle,
    );
    Ok(row.fetch_optional(&ctx.db).await?.ok_or(Error::NotFound)?.into())
}

struct Row {
    id: Uuid,
    handle: String,
    name: String,
    email: Option<String>,
    role: String,
    created_at: DateTime<Utc>,
    disabled_at: Option<DateTime<Utc>>,
}

impl From<Row> for Known {
    fn from(row: Row) -> Self {
        Self {
            id: UserId(row.id),
            handle: row.handle,
            name: row.name,
            email: row.email,
            role: row.role.parse().unwrap_or(Role::Member),
            joined: row.created_at,
            disabled_at: row.disabled_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::{accounts, testing::Stage};

    #[tokio::test]
    async fn by_the_beginning_of_handle_or_address_and_by_admins_alone() {
        let stage = Stage::new().await;
        for handle in ["ada", "adam", "bob"] {
            stage.person(handle).await;
        }
        let refused = find_people(&stage.ctx, &stage.with_role("mia", Role::Moderator).await, "a").await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::OnlyAdmins))));
        let root = stage.with_role("root", Role::Admin).await;
        accounts::set_disabled(&stage.ctx, "bob", true).await.unwrap();
        let found = async |text: &str| {
            let found = find_people(&stage.ctx, &root, text).await.unwrap();
            found.into_iter().map(|known| known.handle).collect::<Vec<_>>()
        };
        assert_eq!(found("@Ada").await, ["ada", "adam"]);
        assert_eq!(found("bob@example").await, ["bob"], "also who is shut out");
        assert_eq!(found("").await, ["mia", "root"]);
        assert!(found("%").await.is_empty());
        assert_eq!(known_person(&stage.ctx, &root, "ada").await.unwrap().email.as_deref(), Some("ada@example.org"));
        assert!(matches!(known_person(&stage.ctx, &root, "ad").await, Err(Error::NotFound)));
    }
}
