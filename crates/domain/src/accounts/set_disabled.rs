use contract::{UserId, accounts::ShutOut};
use sqlx::PgConnection;

use super::{
    Error, Event, Power, Sudo,
    held::Held,
    sessions::{self, Which},
};
use crate::{
    Ctx, Once,
    audit::{self, Deed, Note},
    events, once, outbox,
};

/// Shuts an account out, or lets it in again, at the command line. `false` if nobody has that handle.
///
/// # Errors
/// `LastAdmin`.
pub async fn set_disabled(ctx: &Ctx, handle: &str, disabled: bool) -> Result<bool, Error> {
    let mut tx = ctx.begin().await?;
    let Some(whom) = Held::of(&mut tx, handle).await? else { return Ok(false) };
    put(ctx, &mut tx, None, &whom, disabled, "").await?;
    tx.commit().await?;
    Ok(true)
}

/// Shuts an account out, or lets it in again.
///
/// # Errors
/// `OnlyAdmins`, `LastAdmin`; `NotFound`.
pub async fn shut_out(ctx: &Ctx, sudo: &Sudo, handle: &str, form: ShutOut) -> Result<(), Error> {
    sudo.must(Power::ShutOut)?;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let whom = Held::of(&mut tx, handle).await?.ok_or(Error::NotFound)?;
    put(ctx, &mut tx, Some(sudo.id), &whom, form.disabled, &form.reason).await?;
    tx.commit().await?;
    metrics::counter!("accounts_shut_out_total", "disabled" => form.disabled.to_string()).increment(1);
    Ok(())
}

/// Does it and notes it. Its sessions end at once. Doing it again changes nothing.
pub(super) async fn put(
    ctx: &Ctx,
    conn: &mut PgConnection,
    by: Option<UserId>,
    whom: &Held,
    disabled: bool,
    reason: &str,
) -> Result<(), Error> {
    if whom.disabled == disabled {
        return Ok(());
    }
    if disabled {
        whom.must_leave_an_admin(conn).await?;
        sessions::end(ctx, conn, whom.id, Which::All).await?;
    }
    let at = disabled.then(|| ctx.now());
    sqlx::query!("UPDATE accounts.person SET disabled_at = $2 WHERE id = $1", whom.id.0, at)
        .execute(&mut *conn)
        .await?;
    outbox::publish(ctx, conn, events::Event::Accounts(Event::ProfileChanged { person: whom.id })).await?;
    let deed = if disabled { Deed::Disabled } else { Deed::Enabled };
    audit::append(ctx, conn, Note::new(deed, by).to(whom.id).because(reason)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, Refusal};

    use super::*;
    use crate::{
        accounts::{self, Role},
        testing::Stage,
    };

    #[tokio::test]
    async fn it_is_noted_once() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        for disabled in [true, true, false, false] {
            assert!(set_disabled(&stage.ctx, "ada", disabled).await.unwrap());
        }
        assert!(!set_disabled(&stage.ctx, "nobody", true).await.unwrap());
        assert_eq!(stage.deeds(ada.id).await, [Deed::Enabled, Deed::Disabled, Deed::Joined]);
    }

    #[tokio::test]
    async fn by_admins_alone_with_a_reason_and_never_the_last_one() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let form = |disabled| ShutOut { key: CommandKey(stage.ctx.id()), disabled, reason: "Spam.".into() };
        let moderator = stage.sudo(&stage.with_role("mia", Role::Moderator).await);
        let refused = shut_out(&stage.ctx, &moderator, "ada", form(true)).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::OnlyAdmins))));
        let root = stage.sudo(&stage.with_role("root", Role::Admin).await);
        let once = form(true);
        shut_out(&stage.ctx, &root, "ada", once.clone()).await.unwrap();
        assert!(accounts::user(&stage.ctx, ada.id).await.unwrap().is_none());
        shut_out(&stage.ctx, &root, "ada", form(false)).await.unwrap();
        shut_out(&stage.ctx, &root, "ada", once).await.unwrap();
        assert!(accounts::user(&stage.ctx, ada.id).await.unwrap().is_some(), "the same form is one effect");
        assert!(matches!(shut_out(&stage.ctx, &root, "nobody", form(true)).await, Err(Error::NotFound)));
        let last = shut_out(&stage.ctx, &root, "root", form(true)).await;
        assert!(matches!(last, Err(Error::Refused(Refusal::LastAdmin))));
    }

    #[tokio::test]
    async fn the_last_admin_stays_whoever_asks_at_once() {
        let stage = Stage::new().await;
        for handle in ["ada", "bob"] {
            stage.person(handle).await;
            accounts::set_role(&stage.ctx, handle, Role::Admin).await.unwrap();
        }
        let (a, b) = tokio::join!(set_disabled(&stage.ctx, "ada", true), set_disabled(&stage.ctx, "bob", true));
        let refused: Vec<_> = [a, b].into_iter().filter_map(Result::err).collect();
        assert!(matches!(refused.as_slice(), [Error::Refused(Refusal::LastAdmin)]));
    }
}
