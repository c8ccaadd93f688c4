//! How each step of a moderator begins: one after another, once for each form, by the rules.

use contract::{CommandKey, RubricId};
use sqlx::{PgConnection, Postgres, Transaction};

use super::model::{Action, Rubric, State, check, check_state};
use crate::{Ctx, Once, accounts::User, once, reviews::Error};

type Begun = (Transaction<'static, Postgres>, Rubric);

/// Begins a step that the rules must allow. `None` if this very form has had its effect already.
pub(super) async fn begin(
    ctx: &Ctx,
    user: &User,
    id: RubricId,
    key: CommandKey,
    action: Action,
) -> Result<Option<Begun>, Error> {
    check(user)?;
    let mut tx = ctx.begin().await?;
    // Moderators are few. Two who publish at a time do not both take the place of the one before.
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtext('reviews.rubric'))").execute(&mut *tx).await?;
    if once(ctx, &mut tx, user.id, key).await? == Once::Again {
        return Ok(None);
    }
    let rubric = load(&mut tx, id).await?.ok_or(Error::NotFound)?;
    check_state(rubric.state, action)?;
    Ok(Some((tx, rubric)))
}

pub(super) async fn load(conn: &mut PgConnection, id: RubricId) -> Result<Option<Rubric>, sqlx::Error> {
    let row = sqlx::query!("SELECT language, published_at, retired_at FROM reviews.rubric WHERE id = $1", id.0)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| Rubric { id, language: row.language, state: State::of(row.published_at, row.retired_at) }))
}
