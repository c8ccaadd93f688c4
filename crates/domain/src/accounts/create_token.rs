use chrono::TimeDelta;
use contract::{Refusal, accounts::CreateToken};
use sqlx::PgConnection;

use super::{
    Error, Power, Scope, Sudo, User,
    tokens::{PREFIX, hash},
};
use crate::{
    Ctx, Once,
    audit::{self, Deed, Note},
    once,
};

/// Tokens that one person may have at a time.
const TOKENS_MAX: i64 = 10;
/// Random characters: as many bits as the hash has, almost.
const LENGTH: usize = 40;

/// Makes a token and gives its text, which is kept nowhere.
///
/// # Errors
/// `TooManyTokens`; `TokenShownOnce` if this very form has made its token already.
pub async fn create_token(ctx: &Ctx, sudo: &Sudo, form: CreateToken) -> Result<String, Error> {
    sudo.must(Power::MakeTokens)?;
    let user: &User = sudo;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Err(Refusal::TokenShownOnce.into());
    }
    if live(ctx, &mut tx, user).await? >= TOKENS_MAX {
        return Err(Refusal::TooManyTokens.into());
    }
    let text = format!("{PREFIX}{}", ctx.unguessable(LENGTH));
    let hash = hash(&text);
    sqlx::query!(
        "INSERT INTO accounts.token (id, person_id, name, hash, scope, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        ctx.id(),
        user.id.0,
        form.name,
        &hash,
        Scope::Submit.as_str(),
        ctx.now(),
        ctx.now() + TimeDelta::days(form.days.into()),
    )
    .execute(&mut *tx)
    .await?;
    audit::append(ctx, &mut tx, Note::new(Deed::TokenCreated, user.id).to(user.id).on(form.name)).await?;
    tx.commit().await?;
    Ok(text)
}

/// Tokens that work. The person's row is locked, so that two at the same moment are counted one after the other.
async fn live(ctx: &Ctx, conn: &mut PgConnection, user: &User) -> Result<i64, sqlx::Error> {
    sqlx::query!("SELECT id FROM accounts.person WHERE id = $1 FOR NO KEY UPDATE", user.id.0)
        .fetch_one(&mut *conn)
        .await?;
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM accounts.token WHERE person_id = $1 AND revoked_at IS NULL AND expires_at > $2"#,
        user.id.0,
        ctx.now(),
    )
    .fetch_one(conn)
    .await
}

#[cfg(test)]
mod tests {
    use contract::CommandKey;

    use super::*;
    use crate::{accounts, testing::Stage};

    fn form(ctx: &Ctx) -> CreateToken {
        CreateToken { key: CommandKey(ctx.id()), name: "laptop".into(), days: 30 }
    }

    #[tokio::test]
    async fn the_text_is_shown_once_and_kept_nowhere() {
        let stage = Stage::new().await;
        let ada = stage.sudo(&stage.person("ada").await);
        let form = form(&stage.ctx);
        let text = create_token(&stage.ctx, &ada, form.clone()).await.unwrap();
        assert_eq!(text.len(), PREFIX.len() + LENGTH);
        assert!(matches!(create_token(&stage.ctx, &ada, form).await, Err(Error::Refused(Refusal::TokenShownOnce))));
        assert_eq!(accounts::tokens(&stage.ctx, &ada).await.unwrap().len(), 1);
        let kept: String =
            sqlx::query_scalar("SELECT t::text FROM accounts.token t").fetch_one(&stage.ctx.db).await.unwrap();
        assert!(!kept.contains(&text[PREFIX.len()..]));
    }

    #[tokio::test]
    async fn ten_live_at_a_time_also_when_they_are_made_at_once() {
        let stage = Stage::new().await;
        let ada = stage.sudo(&stage.person("ada").await);
        let made = futures::future::join_all((0..12).map(|_| create_token(&stage.ctx, &ada, form(&stage.ctx)))).await;
        assert_eq!(made.iter().filter(|token| token.is_ok()).count(), 10);
        assert!(matches!(
            create_token(&stage.ctx, &ada, form(&stage.ctx)).await,
            Err(Error::Refused(Refusal::TooManyTokens))
        ));
        stage.ctx.clock.advance(TimeDelta::days(30));
        create_token(&stage.ctx, &ada, form(&stage.ctx)).await.unwrap();
    }

    #[tokio::test]
    async fn no_two_are_alike() {
        let stage = Stage::new().await;
        let (ada, bob) = (stage.sudo(&stage.person("ada").await), stage.sudo(&stage.person("bob").await));
        let first = create_token(&stage.ctx, &ada, form(&stage.ctx)).await.unwrap();
        assert_ne!(first, create_token(&stage.ctx, &bob, form(&stage.ctx)).await.unwrap());
    }
}
