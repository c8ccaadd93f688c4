use std::io::{self, Write};

use clap::Subcommand;
use sqlx::PgPool;

use super::dead::{self, Listed};

/// `tutorforge jobs …`
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows jobs that wait or run, the next to come first
    List {
        #[arg(long, default_value_t = 50)]
        limit: i64,
    },
    /// Shows jobs that were given up, with their last error
    Dead {
        #[arg(long, default_value_t = 50)]
        limit: i64,
        /// Go on after this id
        #[arg(long, default_value = "")]
        after: String,
    },
    /// Gives a job that was given up its tries back
    Retry {
        #[arg(required_unless_present = "all")]
        id: Option<String>,
        /// Every one of them
        #[arg(long, conflicts_with = "id")]
        all: bool,
    },
}

/// Runs the command and writes for people to `out`.
pub async fn run(command: Command, pool: &PgPool, out: &mut impl Write) -> anyhow::Result<()> {
    match command {
        Command::List { limit } => print(out, &dead::list_alive(pool, limit).await?)?,
        Command::Dead { limit, after } => print(out, &dead::list(pool, &after, limit).await?)?,
        Command::Retry { id, .. } => {
            let revived = dead::retry(pool, id.as_deref()).await?;
            anyhow::ensure!(revived > 0 || id.is_none(), "there is no dead job with this id");
            writeln!(out, "{revived} will run again")?;
        }
    }
    Ok(())
}

fn print(out: &mut impl Write, jobs: &[Listed]) -> io::Result<()> {
    for job in jobs {
        let Listed { id, status, attempts, max_attempts, run_at, ended_at, error, .. } = job;
        let at = ended_at.unwrap_or(*run_at).format("%F %T");
        let error = error.as_deref().unwrap_or_default();
        writeln!(out, "{id}  {at}  {status:<7}  {attempts}/{max_attempts}  {:<24}  {error}", job.name())?;
    }
    writeln!(out, "{} shown", jobs.len())
}
