use contract::{UserId, accounts::SignIn};

use super::{
    Entry, Error, Visitor,
    factors::{self, Way},
    note_beside::note_beside,
    passwords, queries, tries,
};
use crate::{
    Ctx,
    audit::{Deed, Note},
    ports::Limit,
};

/// Checks a password, and lets in whoever knows it, or has them take the second step. An unknown address, a disabled
/// account, one without a password and a wrong password are answered alike, in words and in time.
///
/// # Errors
/// `WrongCredentials`; `TooOften` by source address or, for strangers, by account; `Overloaded`.
pub async fn sign_in(ctx: &Ctx, visitor: &Visitor, form: SignIn) -> Result<Entry, Error> {
    ctx.limits.take(Limit::SignInByAddress, &visitor.source()).await.map_err(Error::TooOften)?;
    tries::take(ctx, &form.email).await?;
    let known = sqlx::query!("SELECT id, password_hash, disabled_at FROM accounts.person WHERE email = $1", form.email)
        .fetch_optional(&ctx.db)
        .await?;
    let hash = known.as_ref().and_then(|known| known.password_hash.clone());
    let right = ctx.hasher.verify(&form.password, hash.as_deref()).await?;
    let right = right && known.as_ref().is_some_and(|k| k.disabled_at.is_none());
    let outcome = if right { "accepted" } else { "refused" };
    metrics::counter!("accounts_sign_in_total", "outcome" => outcome).increment(1);
    if !right {
        // For whoever looks after the place. The address is not in it: nobody has agreed to that who has no account.
        tracing::info!(known = known.is_some(), network = ctx.origin.place(), "a sign-in was refused");
    }
    let Some(person) = known.map(|known| UserId(known.id)) else { return Err(Error::WrongCredentials) };
    if !right {
        note_beside(ctx, Note::new(Deed::SignInRefused, None).to(person));
        return Err(Error::WrongCredentials);
    }
    passwords::renew(ctx, person, &form.password, hash.as_deref()).await?;
    let user = queries::user(ctx, person).await?.ok_or(Error::WrongCredentials)?;
    Ok(factors::enter(ctx, user, Way::Password, form.next.as_deref().unwrap_or("/")).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{accounts, testing::Stage};

    fn form(email: &str, password: &str) -> SignIn {
        SignIn { email: email.into(), password: password.into(), next: None }
    }

    #[tokio::test]
    async fn right_wrong_unknown_and_disabled() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let visitor = stage.visitor;
        let try_it = async |email: &str, password: &str| sign_in(&stage.ctx, &visitor, form(email, password)).await;
        assert_eq!(try_it("ada@example.org", crate::testing::PASSWORD).await.unwrap().whole().id, ada.id);
        assert!(matches!(try_it("ada@example.org", "nope").await, Err(Error::WrongCredentials)));
        assert!(matches!(try_it("bob@example.org", "nope").await, Err(Error::WrongCredentials)));
        accounts::set_disabled(&stage.ctx, "ada", true).await.unwrap();
        let disabled = try_it("ada@example.org", crate::testing::PASSWORD).await;
        assert!(matches!(disabled, Err(Error::WrongCredentials)));
    }

    #[tokio::test]
    async fn a_hash_of_before_is_made_anew_by_the_right_password_alone() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
        let before = accounts::Hasher::of_before(crate::testing::PASSWORD);
        let mut conn = ctx.db.acquire().await.unwrap();
        passwords::set(&mut conn, ada.id, &before).await.unwrap();
        let kept = async || {
            let hash = sqlx::query_scalar::<_, String>("SELECT password_hash FROM accounts.person WHERE id = $1");
            hash.bind(ada.id.0).fetch_one(&ctx.db).await.unwrap()
        };
        let tries = async |password: &str| sign_in(ctx, &stage.visitor, form("ada@example.org", password)).await;
        tries("nope").await.unwrap_err();
        assert_eq!(kept().await, before);
        tries(crate::testing::PASSWORD).await.unwrap();
        let renewed = kept().await;
        assert!(renewed != before && !ctx.hasher.is_outdated(&renewed), "{renewed}");
        tries(crate::testing::PASSWORD).await.unwrap();
        assert_eq!(kept().await, renewed, "one of now stays");
    }

    #[tokio::test]
    async fn the_eleventh_try_from_one_place_waits() {
        let stage = Stage::with_real_limits().await;
        let visitor = stage.visitor;
        for _ in 0..10 {
            let answer = sign_in(&stage.ctx, &visitor, form("ada@example.org", "nope")).await;
            assert!(matches!(answer, Err(Error::WrongCredentials)));
        }
        let answer = sign_in(&stage.ctx, &visitor, form("ada@example.org", "nope")).await;
        assert!(matches!(answer, Err(Error::TooOften(seconds)) if seconds > 0));
    }
}
