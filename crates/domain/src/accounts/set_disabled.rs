use contract::UserId;
use sqlx::PgConnection;

use super::{
    Error, Event,
    held::Held,
    sessions::{self, Which},
};
use crate::{
    Ctx,
    audit::{self, Deed, Note},
    events, outbox,
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
    use contract::Refusal;

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
