use std::io::Write;

use clap::Subcommand;
use domain::accounts::factors::{self, Rotated};

use crate::{compose, config::Config};

/// `tutorforge keys …`
#[derive(Subcommand)]
pub enum Keys {
    /// Seals every secret anew by the first key of TF_SECRET_KEYS; can be interrupted and run again
    Rotate,
}

pub async fn keys(config: &Config, command: Keys, out: &mut impl Write) -> anyhow::Result<()> {
    let ctx = compose::context(config)?;
    match command {
        Keys::Rotate => {
            let Rotated { sealed, by } = factors::rotate(&ctx).await?;
            writeln!(
                out,
                "{sealed} sealed anew. The key {by} has sealed all of them; the others are not needed any more."
            )?;
        }
    }
    Ok(())
}
