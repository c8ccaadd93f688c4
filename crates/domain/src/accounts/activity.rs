use contract::UserId;

use super::{Error, Power, User};
use crate::{
    Ctx,
    audit::{self, Deed, Filter, Listed},
};

/// What one did oneself and what was done to one's account, the newest first.
pub async fn my_activity(ctx: &Ctx, user: &User, before: Option<i64>) -> Result<Listed, sqlx::Error> {
    audit::list(ctx, Filter { person: Some(user.id), deed: None }, before).await
}

/// What anybody did, the newest first. `None` if nobody has that handle.
///
/// # Errors
/// `OnlyAdmins`.
pub async fn audit_log(
    ctx: &Ctx,
    user: &User,
    handle: Option<&str>,
    deed: Option<Deed>,
    before: Option<i64>,
) -> Result<Option<Listed>, Error> {
    user.must(Power::ReadAudit)?;
    let person = match handle {
        Some(handle) => {
            let found = sqlx::query_scalar!("SELECT id FROM accounts.person WHERE handle = $1", handle);
            let Some(id) = found.fetch_optional(&ctx.db).await? else { return Ok(None) };
            Some(UserId(id))
        }
        None => None,
    };
    Ok(Some(audit::list(ctx, Filter { person, deed }, before).await?))
}

#[cfg(test)]
mod tests {
    use contract::{
        CommandKey, Refusal,
        accounts::{CreateToken, RevokeToken, SignIn},
    };

    use super::*;
    use crate::{
        accounts::{self, Role},
        testing::{PASSWORD, Stage},
    };

    #[tokio::test]
    async fn it_tells_what_somebody_did_and_what_was_done_to_them() {
        let stage = Stage::new().await;
        let (ctx, ada, bob) = (&stage.ctx, stage.person("ada").await, stage.person("bob").await);
        let sign_in = async |password: &str| {
            let form = SignIn { email: "ada@example.org".into(), password: password.into(), next: None };
            accounts::sign_in(ctx, &stage.visitor, form).await
        };
        sign_in(PASSWORD).await.unwrap();
        sign_in("not this one").await.unwrap_err();
        stage.until_noted(ada.id, Deed::SignInRefused).await;
        let make = CreateToken { key: CommandKey(ctx.id()), name: "laptop".into(), days: 7 };
        accounts::create_token(ctx, &stage.sudo(&ada), make).await.unwrap();
        let token = accounts::tokens(ctx, &ada).await.unwrap()[0].id;
        for _ in 0..2 {
            accounts::revoke_token(ctx, &ada, RevokeToken { key: CommandKey(ctx.id()), token }).await.unwrap();
        }
        let mine = my_activity(ctx, &ada, None).await.unwrap().entries;
        let deeds: Vec<_> = mine.iter().filter_map(|entry| entry.deed).collect();
        let expected = [Deed::TokenRevoked, Deed::TokenCreated, Deed::SignInRefused, Deed::SignedIn, Deed::Joined];
        assert_eq!(deeds, expected);
        assert_eq!(mine[0].thing.as_deref(), Some("laptop"));
        assert_eq!(my_activity(ctx, &bob, None).await.unwrap().entries.len(), 1, "what is another's is not told");
    }

    #[tokio::test]
    async fn an_unknown_address_leaves_nothing_behind() {
        let stage = Stage::new().await;
        let form = SignIn { email: "eva@example.org".into(), password: PASSWORD.into(), next: None };
        accounts::sign_in(&stage.ctx, &stage.visitor, form).await.unwrap_err();
        assert!(audit::list(&stage.ctx, Filter::default(), None).await.unwrap().entries.is_empty());
    }

    #[tokio::test]
    async fn the_whole_log_is_for_admins() {
        let stage = Stage::new().await;
        let ctx = &stage.ctx;
        let ada = stage.person("ada").await;
        for role in [Role::Member, Role::Reviewer, Role::Moderator] {
            accounts::set_role(ctx, "ada", role).await.unwrap();
            let ada = accounts::user(ctx, ada.id).await.unwrap().unwrap();
            let refused = audit_log(ctx, &ada, None, None, None).await;
            assert!(matches!(refused, Err(Error::Refused(Refusal::OnlyAdmins))), "{role:?}");
        }
        accounts::set_role(ctx, "ada", Role::Admin).await.unwrap();
        let ada = accounts::user(ctx, ada.id).await.unwrap().unwrap();
        let count = async |handle, deed| {
            audit_log(ctx, &ada, handle, deed, None).await.unwrap().map(|listed| listed.entries.len())
        };
        assert_eq!(count(None, None).await, Some(4));
        assert_eq!(count(Some("ada"), Some(Deed::RoleSet)).await, Some(3));
        assert_eq!(count(Some("nobody"), None).await, None);
    }
}
