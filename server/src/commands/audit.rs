use std::io::Write;

use anyhow::bail;
use clap::Subcommand;
use domain::audit;

use crate::{compose, config::Config};

#[derive(Subcommand)]
pub enum Audit {
    /// Follows the audit log from its first row and fails at the first one that was changed or taken out
    Verify,
}

pub async fn audit(config: &Config, command: Audit, out: &mut impl Write) -> anyhow::Result<()> {
    let ctx = compose::context(config)?;
    match command {
        Audit::Verify => match audit::verify(&ctx).await? {
            Ok(verified) => writeln!(out, "{} rows hold; the last one has the hash {}", verified.rows, verified.last)?,
            Err(broken) => bail!("the audit log is broken: {broken}"),
        },
    }
    Ok(())
}
