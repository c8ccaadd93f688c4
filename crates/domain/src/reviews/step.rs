//! How each step of a conversation begins: the submission is locked, the form's key is taken, the rules are asked.

use contract::{CommandKey, SubmissionId};
use sqlx::{PgConnection, Postgres, Transaction};

use super::{
    Error,
    life::load,
    model::{Action, Role, State, Submission},
};
use crate::{Ctx, Once, accounts::User, once};

/// Begins a step that the rules must allow. `None` if this very form has had its effect already.
pub(super) async fn begin_step(
    ctx: &Ctx,
    user: &User,
    id: SubmissionId,
    key: CommandKey,
    action: Action,
) -> Result<Option<(Transaction<'static, Postgres>, Submission)>, Error> {
    let Some((tx, submission)) = begin(ctx, user, id, key).await? else { return Ok(None) };
    if action.reaches_others() {
        user.must_be_verified(ctx.now())?;
    }
    submission.check(user.id, action, ctx.now())?;
    Ok(Some((tx, submission)))
}

/// Begins a step on what is the person's own, whoever they are to the submission now.
pub(super) async fn begin(
    ctx: &Ctx,
    user: &User,
    id: SubmissionId,
    key: CommandKey,
) -> Result<Option<(Transaction<'static, Postgres>, Submission)>, Error> {
    let mut tx = ctx.begin().await?;
    let submission = load(&mut tx, id).await?;
    refuse_strangers(ctx, &mut tx, user, &submission).await?;
    if once(ctx, &mut tx, user.id, key).await? == Once::Again {
        return Ok(None);
    }
    Ok(Some((tx, submission)))
}

/// Who may not read a submission does not learn that there is one. Who has held a seat may, also when it is lost.
pub(super) async fn refuse_strangers(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    submission: &Submission,
) -> Result<(), Error> {
    let listed = submission.public && submission.state != State::Draft;
    if listed || !matches!(submission.role(user.id, ctx.now()), Role::Reader) {
        return Ok(());
    }
    let has_reviewed = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM reviews.review WHERE submission_id = $1 AND reviewer_id = $2) AS "exists!""#,
        submission.id.0,
        user.id.0
    )
    .fetch_one(conn)
    .await?;
    if has_reviewed { Ok(()) } else { Err(Error::NotFound) }
}
