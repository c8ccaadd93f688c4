use anyhow::bail;
use clap::Args;
use domain::{
    demo::{self, Seeded},
    search,
};

use crate::{compose, config::Config};

/// `tutorforge seed …`
#[derive(Debug, Args)]
pub struct Seed {
    /// People, tutors and two months of bookings that make the place look lived in
    #[arg(long)]
    pub demo: bool,
    /// Do nothing if there are people already, except for making the search if it is empty
    #[arg(long)]
    pub if_empty: bool,
    /// So many generated tutors, for measuring; can be interrupted and run again
    #[arg(long)]
    pub tutors: Option<i64>,
}

pub async fn seed(config: &Config, seed: Seed) -> anyhow::Result<()> {
    if seed.demo && !config.development {
        bail!("everybody knows the password of the demo's admin: it is for TF_ENV=development alone");
    }
    let ctx = compose::context(config)?;
    if seed.demo {
        match demo::seed(&ctx).await {
            Ok(Seeded::Done) => {
                demo::earn(&ctx).await?;
                println!("The demo is there.");
            }
            Ok(Seeded::AlreadyThere) => {
                // An earlier run may have died in between.
                demo::earn(&ctx).await?;
                println!("The demo was there already.");
            }
            Err(demo::Error::RealPeople) if seed.if_empty => println!("There are people already: nothing was changed."),
            Err(error) => return Err(error.into()),
        }
        // An earlier run may have died after the people were there and before they could be found.
        if seed.if_empty && search::rebuild_if_empty(&ctx).await? > 0 {
            println!("The search was empty and was made anew.");
        }
    }
    if let Some(count) = seed.tutors {
        demo::generate_tutors(&ctx, count, |what, done| {
            if done % 10_000 == 0 || done == count {
                println!("{done} of {count} {what}");
            }
        })
        .await?;
    }
    Ok(())
}
