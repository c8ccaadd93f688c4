use contract::accounts::ChangePassword;

use super::{
    Error, Event, User,
    codes::{self, Purpose},
    passwords,
    sessions::{self, Which},
};
use crate::{
    Ctx, Once,
    audit::{self, Deed, Note},
    events, once, outbox, was_done,
};

/// Replaces the password by another, or gives somebody one who has none. All other sessions of the person end. Nothing that
/// was asked by mail under the old password counts any more.
///
/// # Errors
/// `WrongPassword`, or `SudoFirst` for somebody without one; `SamePassword`, what [`super::sign_up`] says of passwords, `TooOften`.
pub async fn change_password(ctx: &Ctx, user: &User, form: ChangePassword) -> Result<(), Error> {
    if was_done(ctx, user.id, form.key).await? {
        return Ok(());
    }
    let known = passwords::known(ctx, user, &form.current_password).await?;
    if form.password == form.current_password {
        return Err(Error::SamePassword);
    }
    let email = known.email.as_deref().unwrap_or_default();
    passwords::check(&ctx.public_url, &form.password, &[email, &user.name, &user.handle])?;
    passwords::must_not_be_stolen(ctx, &form.password).await?;
    let hash = ctx.hasher.hash(&form.password).await?;

    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    known.still(&mut tx).await?;
    passwords::set(&mut tx, user.id, &hash).await?;
    codes::forget(&mut tx, user.id, Purpose::Reset).await?;
    codes::forget_next_address(&mut tx, user.id).await?;
    let others = user.session.as_ref().map_or(Which::All, |here| Which::Others(here.id));
    sessions::end(ctx, &mut tx, user.id, others).await?;
    let (event, deed) = if known.has_password() {
        (Event::PasswordChanged { person: user.id }, Deed::PasswordChanged)
    } else {
        (Event::PasswordSet { person: user.id }, Deed::PasswordSet)
    };
    outbox::publish(ctx, &mut tx, events::Event::Accounts(event)).await?;
    audit::append(ctx, &mut tx, Note::new(deed, user.id).to(user.id)).await?;
    tx.commit().await?;
    metrics::counter!("accounts_passwords_changed_total").increment(1);
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, accounts::ChangeEmail};

    use super::*;
    use crate::{
        accounts::{
            self,
            breached::testing::StolenList,
            providers::testing::Scene,
            testing::{session, sessions_of, written},
        },
        testing::{PASSWORD, Stage},
    };

    const NEW: &str = "five even quieter words here";

    fn form(ctx: &Ctx, current: &str, new: &str) -> ChangePassword {
        ChangePassword { key: CommandKey(ctx.id()), current_password: current.into(), password: new.into() }
    }

    #[tokio::test]
    async fn the_new_one_opens_and_only_this_session_stays() {
        let stage = Stage::new().await;
        let (ctx, ada, bob) = (&stage.ctx, stage.person("ada").await, stage.person("bob").await);
        let here = session(&stage, "here", &ada).await;
        for (id, person) in [("there", &ada), ("elsewhere", &bob)] {
            session(&stage, id, person).await;
        }
        let form = form(ctx, PASSWORD, NEW);
        change_password(ctx, &here, form.clone()).await.unwrap();
        change_password(ctx, &here, form).await.expect("the same form twice");
        assert_eq!(stage.events("accounts.password_changed").await, 1);
        assert_eq!((sessions_of(&stage, &ada).await, sessions_of(&stage, &bob).await), (1, 1));
        let comes_in = async |password: &str| {
            let form =
                contract::accounts::SignIn { email: "ada@example.org".into(), password: password.into(), next: None };
            accounts::sign_in(ctx, &stage.visitor, form).await.is_ok()
        };
        assert!(comes_in(NEW).await && !comes_in(PASSWORD).await);
    }

    #[tokio::test]
    async fn each_refusal() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
        let refused =
            async |current: &str, new: &str| change_password(ctx, &ada, form(ctx, current, new)).await.unwrap_err();
        assert!(matches!(refused("not this one", NEW).await, Error::WrongPassword));
        assert!(matches!(refused(PASSWORD, PASSWORD).await, Error::SamePassword));
        assert!(matches!(refused(PASSWORD, "1234567890").await, Error::CommonPassword));
        assert!(matches!(refused(PASSWORD, "ada@example.org").await, Error::PasswordIsYou));
        let informed = Ctx { breached: StolenList::of(&[NEW]).open().unwrap(), ..ctx.clone() };
        let stolen = change_password(&informed, &ada, form(ctx, PASSWORD, NEW)).await;
        assert!(matches!(stolen, Err(Error::StolenPassword)));
        assert_eq!(stage.events("accounts.password_changed").await, 0);
    }

    #[tokio::test]
    async fn who_has_none_sets_one_once_it_is_certain_that_it_is_them() {
        let scene = Scene::new().await;
        let (ctx, ada) = (&scene.stage.ctx, scene.joined("ada").await);
        let sudo = scene.sudo(&ada).await;
        for guess in ["", PASSWORD] {
            let refused = change_password(ctx, &ada, form(ctx, guess, NEW)).await;
            assert!(matches!(refused, Err(Error::Refused(contract::Refusal::SudoFirst))), "{guess:?}");
        }
        change_password(ctx, &sudo, form(ctx, "", NEW)).await.unwrap();
        assert_eq!(scene.stage.events("accounts.password_set").await, 1);
        assert_eq!(scene.stage.deeds(ada.id).await, [Deed::PasswordSet, Deed::Joined]);
        accounts::confirm(ctx, &sudo, accounts::Showing { password: NEW, code: "" }).await.unwrap();
        // From now on it is asked for, however certain it is.
        let missing = change_password(ctx, &sudo, form(ctx, "", PASSWORD)).await;
        assert!(matches!(missing, Err(Error::PasswordMissing)));
    }

    #[tokio::test]
    async fn of_two_at_the_same_moment_the_second_does_not_know_the_password() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
        let (a, b) = tokio::join!(
            change_password(ctx, &ada, form(ctx, PASSWORD, NEW)),
            change_password(ctx, &ada, form(ctx, PASSWORD, "six words that nobody would ever say"))
        );
        let refused = if a.is_ok() { b } else { a };
        assert!(matches!(refused, Err(Error::WrongPassword)));
    }

    #[tokio::test]
    async fn an_address_that_an_intruder_asked_for_is_forgotten() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
        let change = ChangeEmail {
            key: CommandKey(ctx.id()),
            email: "eve@example.org".into(),
            current_password: PASSWORD.into(),
        };
        accounts::change_email(ctx, &ada, change).await.unwrap();
        change_password(ctx, &ada, form(ctx, PASSWORD, NEW)).await.unwrap();
        assert!(written(&stage, &ada, Purpose::Address).await.is_none());
    }
}
