use std::io::Write;

use anyhow::bail;
use clap::Subcommand;
use domain::ranking;

use crate::{compose, config::Config};

#[derive(Subcommand)]
pub enum Ranking {
    /// Compares what is kept of people's standing with the sum of their entries, and fails if they differ
    Verify,
    /// Reads all that ever happened once more and writes what is missing to the ledgers
    Replay,
    /// Makes all boards anew from the entries, and says what was kept otherwise
    Rebuild,
    /// Declares a day on which the place was down: it breaks nobody's streak
    Forgive {
        /// Such as 2026-03-02
        day: chrono::NaiveDate,
    },
}

pub async fn ranking(config: &Config, command: Ranking, out: &mut impl Write) -> anyhow::Result<()> {
    let ctx = compose::context(config)?;
    match command {
        Ranking::Verify => {
            let found = ranking::verify(&ctx).await?;
            for wrong in &found.wrong {
                writeln!(out, "{}: {} kept, {} in the entries", wrong.person, wrong.kept, wrong.entries)?;
            }
            writeln!(out, "{} people, {} entries, {} wrong", found.people, found.entries, found.wrong.len())?;
            if !found.wrong.is_empty() {
                bail!("what is kept is not the sum of the entries");
            }
        }
        Ranking::Replay => {
            let events = ranking::replay(&ctx).await.map_err(|error| anyhow::anyhow!("{error}"))?;
            writeln!(out, "{events} events read again")?;
        }
        Ranking::Rebuild => {
            let wrong = ranking::boards::rebuild(&ctx).await?;
            writeln!(out, "{} tallies and {} counts of people were put right", wrong.tallies, wrong.crowds)?;
        }
        Ranking::Forgive { day } => {
            let new = ranking::streaks::forgive(&ctx, day).await?;
            writeln!(out, "{day} {}", if new { "is forgiven" } else { "was forgiven already" })?;
        }
    }
    Ok(())
}
