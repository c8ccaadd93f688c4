use std::io::Read;

use clap::Subcommand;
use domain::accounts::{self, NewPerson, Role};

use crate::{compose, config::Config};

/// `tutorforge user …`
#[derive(Debug, Subcommand)]
pub enum User {
    /// Makes an account; the password is read from standard input
    Create {
        #[arg(long)]
        email: String,
        #[arg(long)]
        handle: String,
        #[arg(long)]
        name: String,
        #[arg(long, default_value = "UTC")]
        zone: String,
        /// member, reviewer, moderator or admin
        #[arg(long, default_value = "member")]
        role: Role,
    },
    /// Gives somebody a role
    Role {
        handle: String,
        /// member, reviewer, moderator or admin
        role: Role,
    },
    /// Shuts an account out and ends its sessions
    Disable { handle: String },
    /// Lets it in again
    Enable { handle: String },
    /// Takes away what is asked of somebody besides their password: they have lost it all
    RemoveFactors { handle: String },
}

pub async fn user(config: &Config, command: User) -> anyhow::Result<()> {
    let ctx = compose::context(config)?;
    match command {
        User::Create { email, handle, name, zone, role } => {
            anyhow::ensure!(
                contract::accounts::is_handle(&handle),
                "{handle:?} is no handle: 3 to 30 of a-z, 0-9 and hyphens"
            );
            let password = password()?;
            let person = NewPerson { email, handle, name, about: String::new(), zone, password, role };
            accounts::create(&ctx, person).await?;
            println!("The account is there.");
        }
        User::Role { handle, role } => {
            anyhow::ensure!(accounts::set_role(&ctx, &handle, role).await?, "nobody has the handle {handle:?}");
            println!("Done.");
        }
        User::Disable { handle } => set_disabled(&ctx, &handle, true).await?,
        User::RemoveFactors { handle } => {
            let known = accounts::factors::remove_factors(&ctx, &handle).await?;
            anyhow::ensure!(known, "nobody has the handle {handle:?}");
            println!("Done. They are signed out, and a mail tells them of it.");
        }
        User::Enable { handle } => set_disabled(&ctx, &handle, false).await?,
    }
    Ok(())
}

fn password() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let password = text.trim_end_matches(['\r', '\n']).to_owned();
    let min = contract::accounts::PASSWORD_MIN;
    anyhow::ensure!(password.chars().count() >= min, "the password on standard input needs at least {min} characters");
    Ok(password)
}

async fn set_disabled(ctx: &domain::Ctx, handle: &str, disabled: bool) -> anyhow::Result<()> {
    anyhow::ensure!(accounts::set_disabled(ctx, handle, disabled).await?, "nobody has the handle {handle:?}");
    println!("Done.");
    Ok(())
}
