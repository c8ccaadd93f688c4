use domain::search;

use crate::{compose, config::Config};

/// Makes every row of the search anew from the tutors' own pages: after a restore, or after rows were put in by hand.
pub async fn reindex(config: &Config) -> anyhow::Result<()> {
    let ctx = compose::context(config)?;
    let rows = search::rebuild_all(&ctx, |done| {
        if done.is_multiple_of(10_000) && done > 0 {
            println!("{done} done");
        }
    })
    .await?;
    println!("{rows} tutors can be found.");
    Ok(())
}
