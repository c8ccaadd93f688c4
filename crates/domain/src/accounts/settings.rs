use contract::accounts::Settings;

use super::{Error, Event, User, parse_zone};
use crate::{Ctx, events, outbox};

/// Changes one's name, time zone and the lines about oneself.
pub async fn change_settings(ctx: &Ctx, user: &User, form: Settings) -> Result<(), Error> {
    parse_zone(&form.zone).ok_or(Error::UnknownZone)?;
    let mut tx = ctx.begin().await?;
    sqlx::query!(
        "UPDATE accounts.person SET name = $2, zone = $3, about = $4 WHERE id = $1",
        user.id.0,
        form.name,
        form.zone,
        form.about,
    )
    .execute(&mut *tx)
    .await?;
    outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::ProfileChanged { person: user.id })).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{accounts, testing::Stage};

    #[tokio::test]
    async fn a_zone_must_exist() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let form = |zone: &str| Settings { name: "Ada L".into(), zone: zone.into(), about: "Hello".into() };
        let refused = change_settings(&stage.ctx, &ada, form("Mars/Base")).await;
        assert!(matches!(refused, Err(Error::UnknownZone)));
        change_settings(&stage.ctx, &ada, form("Europe/Berlin")).await.unwrap();
        let ada = accounts::user(&stage.ctx, ada.id).await.unwrap().unwrap();
        assert_eq!((ada.name.as_str(), ada.zone.name()), ("Ada L", "Europe/Berlin"));
    }
}
