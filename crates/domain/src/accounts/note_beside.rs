use std::time::Duration;

use crate::{
    Ctx,
    audit::{self, Note},
};

/// What is noted beside an answer waits until that has gone out: on a small machine it would take its processor time.
const AFTER_THE_ANSWER: Duration = Duration::from_millis(100);

/// Notes a try that was refused and has no transaction. It is done beside the answer, which must not take longer for an
/// address that has an account.
pub(super) fn note_beside(ctx: &Ctx, note: Note) {
    let ctx = ctx.clone();
    tokio::spawn(async move {
        tokio::time::sleep(AFTER_THE_ANSWER).await;
        let noted = async {
            let mut tx = ctx.begin().await?;
            audit::append(&ctx, &mut tx, note).await?;
            tx.commit().await
        };
        if let Err(error) = noted.await {
            tracing::error!(%error, "a refused try was not noted");
        }
    });
}
