//! Devices and networks that somebody has come in from: passwords that are tried from there are counted apart from those
//! of strangers, so that no stranger locks the owner out. Being known opens nothing.

use chrono::TimeDelta;
use contract::UserId;

use super::tokens::hash;
use crate::Ctx;

/// A device that was not used for so long is forgotten, by us as by its browser.
pub const REMEMBERED: TimeDelta = TimeDelta::days(365);
/// Devices that are remembered of one person, the latest.
const KEPT: i64 = 20;
/// Random characters of a cookie.
const LENGTH: usize = 40;

/// Remembers the device and the network of a command by somebody who has just shown who they are. Gives what the device's
/// cookie is to hold: what it brought if that is theirs, else something new, since another may have put there what it
/// brought.
pub async fn remember(ctx: &Ctx, person: UserId) -> Result<String, sqlx::Error> {
    if let Some(device) = ctx.origin.device.as_deref()
        && seen_again(ctx, person, device).await?
    {
        return Ok(device.to_owned());
    }
    let device = ctx.unguessable(LENGTH);
    sqlx::query!(
        "INSERT INTO accounts.device (person_id, hash, place, seen_at) VALUES ($1, $2, $3, $4)",
        person.0,
        &hash(&device),
        ctx.origin.place(),
        ctx.now(),
    )
    .execute(&ctx.db)
    .await?;
    sqlx::query!(
        "DELETE FROM accounts.device WHERE person_id = $1 AND hash NOT IN (
             SELECT hash FROM accounts.device WHERE person_id = $1 ORDER BY seen_at DESC, hash LIMIT $2)",
        person.0,
        KEPT,
    )
    .execute(&ctx.db)
    .await?;
    Ok(device)
}

async fn seen_again(ctx: &Ctx, person: UserId, device: &str) -> Result<bool, sqlx::Error> {
    let seen = sqlx::query!(
        "UPDATE accounts.device SET place = $3, seen_at = $4 WHERE person_id = $1 AND hash = $2",
        person.0,
        &hash(device),
        ctx.origin.place(),
        ctx.now(),
    )
    .execute(&ctx.db)
    .await?;
    Ok(seen.rows_affected() == 1)
}

/// Removes devices that were not seen for long.
pub async fn prune(ctx: &Ctx) -> Result<(), sqlx::Error> {
    let old = ctx.now() - REMEMBERED;
    sqlx::query!("DELETE FROM accounts.device WHERE seen_at < $1", old).execute(&ctx.db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Origin, testing::Stage};

    fn on(stage: &Stage, device: Option<&str>) -> Ctx {
        stage.ctx.clone().called_from(Origin { device: device.map(Into::into), ..Origin::default() })
    }

    async fn known(stage: &Stage) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM accounts.device").fetch_one(&stage.ctx.db).await.unwrap()
    }

    #[tokio::test]
    async fn a_device_keeps_what_it_has_and_nobody_elses_counts() {
        let stage = Stage::new().await;
        let (ada, eve) = (stage.person("ada").await, stage.person("eve").await);
        let device = remember(&stage.ctx, ada.id).await.unwrap();
        assert_eq!(remember(&on(&stage, Some(&device)), ada.id).await.unwrap(), device);
        for planted in [&remember(&stage.ctx, eve.id).await.unwrap(), "invented", ""] {
            assert_ne!(remember(&on(&stage, Some(planted)), ada.id).await.unwrap(), *planted);
        }
        let kept: Vec<String> =
            sqlx::query_scalar("SELECT d::text FROM accounts.device d").fetch_all(&stage.ctx.db).await.unwrap();
        assert!(!kept.iter().any(|row| row.contains(&device)));
    }

    #[tokio::test]
    async fn the_latest_twenty_are_remembered_for_a_year() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let first = remember(&stage.ctx, ada.id).await.unwrap();
        for _ in 0..KEPT {
            stage.ctx.clock.advance(TimeDelta::minutes(1));
            remember(&stage.ctx, ada.id).await.unwrap();
        }
        assert_eq!(known(&stage).await, KEPT);
        assert_ne!(remember(&on(&stage, Some(&first)), ada.id).await.unwrap(), first, "it was the oldest");
        stage.ctx.clock.advance(REMEMBERED + TimeDelta::seconds(1));
        prune(&stage.ctx).await.unwrap();
        assert_eq!(known(&stage).await, 0);
    }
}
