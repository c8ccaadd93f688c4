use contract::UserId;
use sqlx::PgConnection;

use super::{
    Error, Role,
    held::Held,
    sessions::{self, Which},
};
use crate::{
    Ctx,
    audit::{self, Deed, Note},
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
    use contract::Refusal;

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
