use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use contract::{TokenId, UserId};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{User, queries};
use crate::Ctx;

/// How every token begins, so that people and scanners know one when they see it.
pub(super) const PREFIX: &str = "tft_";
/// No token is longer, in bytes.
const LONGEST: usize = 100;
/// The last use is kept to this: not every call writes.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// What a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Drafts, submissions and iterations of one's own.
    Submit,
}

impl Scope {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
        }
    }
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == Self::Submit.as_str() { Ok(Self::Submit) } else { Err(format!("there is no scope {text:?}")) }
    }
}

/// A token as its owner sees it.
#[derive(Clone, Debug)]
pub struct Token {
    pub id: TokenId,
    pub name: String,
    pub created_at: DateTime<Utc>,
    /// May have passed: then it does not work any more, and its owner learns why.
    pub expires_at: DateTime<Utc>,
    /// To the minute.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// One's own tokens that are not revoked, the newest first.
pub async fn tokens(ctx: &Ctx, user: &User) -> Result<Vec<Token>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT id, name, created_at, expires_at, last_used_at FROM accounts.token
         WHERE person_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 50",
        user.id.0
    )
    .fetch_all(&ctx.db)
    .await?;
    let token = rows.into_iter().map(|row| Token {
        id: TokenId(row.id),
        name: row.name,
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
    });
    Ok(token.collect())
}

/// Who shows this token, and what for. `None` for what is no token, has ended, or belongs to an account that is shut out
/// or about to end.
pub async fn person_of_token(ctx: &Ctx, token: &str) -> Result<Option<(User, Scope)>, sqlx::Error> {
    if !token.starts_with(PREFIX) || token.len() > LONGEST {
        return Ok(None);
    }
    let hash = hash(token);
    let row = sqlx::query!(
        "SELECT id, person_id, scope, last_used_at FROM accounts.token
         WHERE hash = $1 AND revoked_at IS NULL AND expires_at > $2",
        &hash,
        ctx.now(),
    )
    .fetch_optional(&ctx.db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let user = queries::user(ctx, UserId(row.person_id)).await?;
    let Some(user) = user.filter(|user| user.leaves_at.is_none()) else { return Ok(None) };
    if row.last_used_at.is_none_or(|last| last + NOTED_EVERY <= ctx.now()) {
        note_use(ctx, row.id).await?;
    }
    let scope = row.scope.parse().map_err(|e: String| sqlx::Error::Decode(e.into()))?;
    Ok(Some((user, scope)))
}

/// None of somebody's tokens works any more. Gives the names of those that did.
pub(super) async fn revoke_all(ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "WITH revoked AS (
             UPDATE accounts.token SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL
             RETURNING name, expires_at)
         SELECT name FROM revoked WHERE expires_at > $2 ORDER BY name",
        person.0,
        ctx.now(),
    )
    .fetch_all(conn)
    .await
}

/// The text itself is not kept: who reads the table cannot show it.
pub(super) fn hash(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}

async fn note_use(ctx: &Ctx, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE accounts.token SET last_used_at = $2 WHERE id = $1", id, ctx.now()).execute(&ctx.db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, accounts::CreateToken};

    use super::*;
    use crate::{accounts, testing::Stage};

    async fn made(ctx: &Ctx, user: &User, days: u32) -> String {
        let form = CreateToken { key: CommandKey(ctx.id()), name: "laptop".into(), days };
        let sitting = user.clone().in_session(contract::SessionId(ctx.id()), Some(ctx.now()));
        accounts::create_token(ctx, &sitting.must_be_sudo(ctx).unwrap(), form).await.unwrap()
    }

    async fn last_used(ctx: &Ctx, user: &User) -> Option<DateTime<Utc>> {
        tokens(ctx, user).await.unwrap()[0].last_used_at
    }

    #[tokio::test]
    async fn its_owner_is_known_until_its_time_is_over() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
        let text = made(ctx, &ada, 7).await;
        let (user, scope) = person_of_token(ctx, &text).await.unwrap().unwrap();
        assert_eq!((user.id, scope), (ada.id, Scope::Submit));
        ctx.clock.advance(TimeDelta::days(7));
        assert!(person_of_token(ctx, &text).await.unwrap().is_none());
        assert_eq!(tokens(ctx, &ada).await.unwrap().len(), 1, "it is still in the list, so that its owner learns why");
    }

    #[tokio::test]
    async fn nothing_else_is_a_token() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
        let text = made(ctx, &ada, 7).await;
        for wrong in [
            "",
            "tft_",
            &text[4..],
            &text.to_uppercase(),
            &format!("{text}x"),
            &format!("tft_{}", "x".repeat(1_000_000)),
        ] {
            assert!(person_of_token(ctx, wrong).await.unwrap().is_none());
        }
    }

    #[tokio::test]
    async fn an_account_that_is_shut_out_has_no_tokens() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
        let text = made(ctx, &ada, 7).await;
        accounts::set_disabled(ctx, "ada", true).await.unwrap();
        assert!(person_of_token(ctx, &text).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn the_last_use_is_noted_once_a_minute() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
        let text = made(ctx, &ada, 7).await;
        assert_eq!(last_used(ctx, &ada).await, None);
        let first = ctx.now();
        person_of_token(ctx, &text).await.unwrap();
        ctx.clock.advance(TimeDelta::seconds(59));
        person_of_token(ctx, &text).await.unwrap();
        assert_eq!(last_used(ctx, &ada).await, Some(first));
        ctx.clock.advance(TimeDelta::seconds(1));
        person_of_token(ctx, &text).await.unwrap();
        assert_eq!(last_used(ctx, &ada).await, Some(ctx.now()));
    }
}
