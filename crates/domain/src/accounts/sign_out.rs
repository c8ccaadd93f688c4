use super::User;
use crate::{
    Ctx,
    audit::{self, Deed, Note},
};

/// Notes that somebody leaves.
pub async fn sign_out(ctx: &Ctx, user: &User) -> Result<(), sqlx::Error> {
    let mut tx = ctx.begin().await?;
    audit::append(ctx, &mut tx, Note::new(Deed::SignedOut, user.id).to(user.id)).await?;
    tx.commit().await
}
