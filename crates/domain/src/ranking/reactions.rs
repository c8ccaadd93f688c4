use chrono::{DateTime, Utc};

use super::{PERSONAL, facts::Facts, ledger, reasons::REASONS, weights::Weights};
use crate::{Ctx, events::Event, jobs::JobError, personal, rights};

/// Writes what follows from an event to the ledgers. A second time it writes nothing.
pub async fn react(ctx: &Ctx, event: &Event, at: DateTime<Utc>) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    if let Event::Rights(rights::Event::PersonErased { person }) = event {
        // Whatever was written while the other modules let go of them.
        personal::erase(&mut tx, PERSONAL, *person).await?;
        tx.commit().await?;
        return Ok(());
    }
    let facts = Facts::load(&mut tx, event, at).await?;
    let moves: Vec<_> = REASONS
        .into_iter()
        .flat_map(|reason| (reason.moves)(&facts).into_iter().map(move |one| (reason, one)))
        .collect();
    if !moves.is_empty() {
        let weights = Weights::at(&mut tx, at).await?;
        ledger::write(ctx, &mut tx, &weights, at, moves).await?;
    }
    tx.commit().await?;
    Ok(())
}
