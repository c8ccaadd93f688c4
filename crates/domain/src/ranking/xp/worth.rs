use crate::{
    Ctx,
    ranking::{REASONS, Reason, weights::Weights},
};

/// Every reason with what one is worth now.
pub async fn worth(ctx: &Ctx) -> Result<Vec<(&'static Reason, i32)>, sqlx::Error> {
    let weights = Weights::at(&mut *ctx.db.acquire().await?, ctx.now()).await?;
    Ok(REASONS.into_iter().map(|reason| (reason, weights.of(reason))).collect())
}
