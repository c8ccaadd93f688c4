use contract::{UserId, accounts::GiveRole};
use sqlx::PgConnection;

use super::{
    Error, Power, Role, Sudo,
    held::Held,
    sessions::{self, Which},
};
use crate::{
    Ctx, Once,
    audit::{self, Deed, Note},
    once,
};

/// Gives somebody a role, at the command line. `false` if nobody has that handle.
///
/// # Errors
/// `LastAdmin`.
pub async fn set_role(ctx: &Ctx, handle: &str, role: Role) -> Result<bool, Error> {
    let mut tx = ctx.begin().await?;
    let Some(whom) = Held::of(&mut tx, handle).await? else { return Ok(false) };
    put(ctx, &mut tx, None, &whom, role, "").await?;
    tx.commit().await?;
    Ok(true)
}

/// Gives somebody a role.
///
/// # Errors
/// `OnlyAdmins`, `LastAdmin`; `UnknownRole`, `NotFound`.
pub async fn give_role(ctx: &Ctx, sudo: &Sudo, handle: &str, form: GiveRole) -> Result<(), Error> {
    sudo.must(Power::GiveRoles)?;
    let role: Role = form.role.parse().map_err(|_| Error::UnknownRole)?;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let whom = Held::of(&mut tx, handle).await?.ok_or(Error::NotFound)?;
    put(ctx, &mut tx, Some(sudo.id), &whom, role, &form.reason).await?;
    tx.commit().await?;
    metrics::counter!("accounts_roles_given_total", "role" => role.as_str()).increment(1);
    Ok(())
}

/// Does it and notes it. Their sessions end. Doing it again changes nothing.
pub(super) async fn put(
    ctx: &Ctx,
    conn: &mut PgConnection,
    by: Option<UserId>,
    whom: &Held,
    role: Role,
    reason: &str,
) -> Result<(), Error> {
    if whom.role == role {
        return Ok(());
    }
    whom.must_leave_an_admin(conn).await?;
    sqlx::query!("UPDATE accounts.person SET role = $2 WHERE id = $1", whom.id.0, role.as_str())
        .execute(&mut *conn)
        .await?;
    // They come in again with what they may do from now on: nobody else's session grows with it.
    sessions::end(ctx, conn, whom.id, Which::All).await?;
    let note = Note::new(Deed::RoleSet, by).to(whom.id).changing(whom.role.as_str(), role.as_str()).because(reason);
    audit::append(ctx, conn, note).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, Refusal};

    use super::*;
    use crate::{accounts, testing::Stage};

    #[tokio::test]
    async fn it_holds_from_now_on_and_is_noted_once() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        assert!(!set_role(&stage.ctx, "nobody", Role::Admin).await.unwrap());
        for _ in 0..2 {
            assert!(set_role(&stage.ctx, "ada", Role::Admin).await.unwrap());
        }
        assert_eq!(accounts::user(&stage.ctx, ada.id).await.unwrap().unwrap().role, Role::Admin);
        assert_eq!(stage.deeds(ada.id).await, [Deed::RoleSet, Deed::Joined]);
    }

    fn form(stage: &Stage, role: &str) -> GiveRole {
        GiveRole { key: CommandKey(stage.ctx.id()), role: role.into(), reason: "She asked.".into() }
    }

    #[tokio::test]
    async fn an_admin_gives_it_once_and_says_why() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let root = stage.sudo(&stage.with_role("root", Role::Admin).await);
        let form = form(&stage, "moderator");
        give_role(&stage.ctx, &root, "ada", form.clone()).await.unwrap();
        set_role(&stage.ctx, "ada", Role::Member).await.unwrap();
        give_role(&stage.ctx, &root, "ada", form).await.unwrap();
        let now = accounts::user(&stage.ctx, ada.id).await.unwrap().unwrap().role;
        assert_eq!(now, Role::Member, "the same form is one effect");
        let mine = accounts::my_activity(&stage.ctx, &ada, None).await.unwrap().entries;
        assert_eq!((mine[1].actor, mine[1].reason.as_str()), (Some(root.id), "She asked."));
    }

    #[tokio::test]
    async fn each_refusal() {
        let stage = Stage::new().await;
        let moderator = stage.sudo(&stage.with_role("mia", Role::Moderator).await);
        let refused = give_role(&stage.ctx, &moderator, "mia", form(&stage, "admin")).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::OnlyAdmins))));
        let root = stage.sudo(&stage.with_role("root", Role::Admin).await);
        let give = async |handle, role| give_role(&stage.ctx, &root, handle, form(&stage, role)).await;
        assert!(matches!(give("nobody", "admin").await, Err(Error::NotFound)));
        assert!(matches!(give("mia", "king").await, Err(Error::UnknownRole)));
        assert!(matches!(give("root", "member").await, Err(Error::Refused(Refusal::LastAdmin))));
    }

    #[tokio::test]
    async fn somebody_is_always_left_to_look_after_the_place() {
        let stage = Stage::new().await;
        for handle in ["ada", "bob"] {
            stage.person(handle).await;
            set_role(&stage.ctx, handle, Role::Admin).await.unwrap();
        }
        let fall = async |handle| set_role(&stage.ctx, handle, Role::Member).await;
        let (a, b) = tokio::join!(fall("ada"), fall("bob"));
        let refused: Vec<_> = [a, b].into_iter().filter_map(Result::err).collect();
        assert!(matches!(refused.as_slice(), [Error::Refused(Refusal::LastAdmin)]));
    }
}
