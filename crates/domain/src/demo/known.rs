use super::Error;
use crate::{
    Ctx,
    accounts::{self, User},
};

/// One of the demo, as who acts.
pub(super) async fn user(ctx: &Ctx, handle: &str) -> Result<Option<User>, Error> {
    let Some(person) = accounts::public_person(ctx, None, handle).await? else { return Ok(None) };
    Ok(accounts::user(ctx, person.id).await?)
}
