use super::{
    User,
    sessions::{self, Which},
};
use crate::{
    Ctx,
    audit::{self, Deed, Note},
};

/// Ends the session that asks, with all pages that are open in it.
pub async fn sign_out(ctx: &Ctx, user: &User) -> Result<(), sqlx::Error> {
    let Some(session) = &user.session else { return Ok(()) };
    let mut tx = ctx.begin().await?;
    if !sessions::end(ctx, &mut tx, user.id, Which::This(session.id)).await?.is_empty() {
        audit::append(ctx, &mut tx, Note::new(Deed::SignedOut, user.id).to(user.id)).await?;
    }
    tx.commit().await
}
