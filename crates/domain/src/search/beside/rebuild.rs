use contract::{Refusal, tutors::RebuildSearch};

use super::Fill;
use crate::{
    Ctx, Once,
    accounts::User,
    audit::{self, Deed, Note},
    once,
    search::Error,
};

/// Makes the engine's index anew, beside the one that is searched meanwhile. The same form twice begins it once.
///
/// # Errors
/// `OnlyAdmins`, `NoSearchEngine`.
pub async fn rebuild_beside(ctx: &Ctx, user: &User, form: RebuildSearch) -> Result<(), Error> {
    user.must_administer()?;
    if ctx.beside.is_none() {
        return Err(Refusal::NoSearchEngine.into());
    }
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    Fill::begin(ctx, &mut tx).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::SearchRebuilt, user.id)).await?;
    tx.commit().await?;
    Ok(())
}
