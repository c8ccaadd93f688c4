use contract::accounts::RevokeToken;

use super::{Error, User};
use crate::{
    Ctx,
    audit::{self, Deed, Note},
};

/// Ends a token at once. Doing it again changes nothing.
///
/// # Errors
/// `NotFound`, also for what is another's.
pub async fn revoke_token(ctx: &Ctx, user: &User, form: RevokeToken) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    let token = sqlx::query!(
        "SELECT name, revoked_at FROM accounts.token WHERE id = $1 AND person_id = $2 FOR UPDATE",
        form.token.0,
        user.id.0
    );
    let token = token.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    if token.revoked_at.is_some() {
        return Ok(());
    }
    sqlx::query!("UPDATE accounts.token SET revoked_at = $2 WHERE id = $1", form.token.0, ctx.now())
        .execute(&mut *tx)
        .await?;
    audit::append(ctx, &mut tx, Note::new(Deed::TokenRevoked, user.id).to(user.id).on(token.name)).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, TokenId, accounts::CreateToken};

    use super::*;
    use crate::{accounts, testing::Stage};

    fn form(ctx: &Ctx, token: TokenId) -> RevokeToken {
        RevokeToken { key: CommandKey(ctx.id()), token }
    }

    #[tokio::test]
    async fn it_works_no_longer_and_leaves_the_list() {
        let stage = Stage::new().await;
        let (ctx, ada, bob) = (&stage.ctx, stage.person("ada").await, stage.person("bob").await);
        let make = CreateToken { key: CommandKey(ctx.id()), name: "laptop".into(), days: 7 };
        let text = accounts::create_token(ctx, &stage.sudo(&ada), make).await.unwrap();
        let id = accounts::tokens(ctx, &ada).await.unwrap()[0].id;

        assert!(matches!(revoke_token(ctx, &bob, form(ctx, id)).await, Err(Error::NotFound)));
        assert!(accounts::person_of_token(ctx, &text).await.unwrap().is_some());

        revoke_token(ctx, &ada, form(ctx, id)).await.unwrap();
        revoke_token(ctx, &ada, form(ctx, id)).await.unwrap();
        assert!(accounts::person_of_token(ctx, &text).await.unwrap().is_none());
        assert!(accounts::tokens(ctx, &ada).await.unwrap().is_empty());
    }
}
