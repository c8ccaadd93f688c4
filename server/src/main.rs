//! `tutorforge`: one program, many roles.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use server::{
    commands::{audit, healthcheck, keys, migrate, ranking, reindex, seed, serve, user, work},
    compose,
    config::{self, Config, Role},
    jobs, telemetry,
};

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[derive(Parser)]
#[command(version, about = "A self-hosted home for people who learn from each other")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the pages, and runs jobs beside them
    Serve {
        /// Leave jobs to `tutorforge work` elsewhere
        #[arg(long)]
        no_worker: bool,
    },
    /// Runs jobs only
    Work,
    /// Brings the database to this version
    Migrate,
    /// Fills the database
    Seed(seed::Seed),
    /// Makes the search anew from the tutors' pages
    Reindex,
    /// Looks at what people have earned
    #[command(subcommand)]
    Ranking(ranking::Ranking),
    /// Looks at who did what
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Looks at jobs and runs dead ones again
    #[command(subcommand)]
    Jobs(jobs::cli::Command),
    /// Looks at the configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Looks after the keys that secrets lie sealed by
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Makes accounts, gives roles, shuts out
    #[command(subcommand)]
    User(user::User),
    /// Asks the server on this machine whether it lives
    Healthcheck,
}

impl Command {
    fn role(&self) -> Role {
        match self {
            Self::Serve { .. } | Self::Work | Self::Config(_) => Role::Service,
            _ => Role::Tool,
        }
    }
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Prints what is supported, what is set and what is wrong
    Check,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.command, Command::Config(ConfigCommand::Check)) {
        print!("{}", config::describe(&std::env::vars().collect()));
    }
    let config = match Config::from_environment(cli.command.role()) {
        Ok(config) => config,
        Err(problems) => {
            eprint!("{problems}");
            return ExitCode::from(2);
        }
    };
    telemetry::log(&config);
    match run(cli.command, config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(command: Command, config: Config) -> anyhow::Result<()> {
    rustls::crypto::ring::default_provider().install_default().map_err(|_| anyhow::anyhow!("TLS was set up twice"))?;
    match command {
        Command::Serve { no_worker } => serve::serve(config, !no_worker).await,
        Command::Work => work::work(config).await,
        Command::Migrate => migrate::migrate(&config).await,
        Command::Seed(what) => seed::seed(&config, what).await,
        Command::Reindex => reindex::reindex(&config).await,
        Command::Ranking(command) => ranking::ranking(&config, command, &mut std::io::stdout()).await,
        Command::Audit(command) => audit::audit(&config, command, &mut std::io::stdout()).await,
        Command::Jobs(command) => {
            let pool = compose::pool(&config.database_url, 2, None)?;
            jobs::cli::run(command, &pool, &mut std::io::stdout()).await
        }
        Command::Keys(command) => keys::keys(&config, command, &mut std::io::stdout()).await,
        Command::User(command) => user::user(&config, command).await,
        Command::Healthcheck => healthcheck::healthcheck(&config).await,
        Command::Config(ConfigCommand::Check) => {
            println!("Nothing is wrong with it.");
            Ok(())
        }
    }
}
