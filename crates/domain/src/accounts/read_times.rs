use contract::accounts::ReadTimes;

use super::{Error, Event, User, parse_zone};
use crate::{Ctx, events, outbox};

/// Changes how somebody reads times, on pages and in mails.
///
/// # Errors
/// `UnknownZone`.
pub async fn read_times(ctx: &Ctx, user: &User, form: ReadTimes) -> Result<(), Error> {
    parse_zone(&form.zone).ok_or(Error::UnknownZone)?;
    let mut tx = ctx.begin().await?;
    sqlx::query!(
        "UPDATE accounts.person SET zone = $2, locale = $3, ethiopian = $4 WHERE id = $1",
        user.id.0,
        form.zone,
        form.locale.as_str(),
        form.ethiopian,
    )
    .execute(&mut *tx)
    .await?;
    outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::ProfileChanged { person: user.id })).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::accounts::Locale;

    use super::*;
    use crate::{accounts, testing::Stage};

    #[tokio::test]
    async fn a_zone_must_exist_and_the_rest_is_kept() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let form = |zone: &str| ReadTimes { zone: zone.into(), locale: Locale::American, ethiopian: true };
        let refused = read_times(&stage.ctx, &ada, form("Mars/Base")).await;
        assert!(matches!(refused, Err(Error::UnknownZone)));
        read_times(&stage.ctx, &ada, form("Africa/Addis_Ababa")).await.unwrap();
        let reader = accounts::user(&stage.ctx, ada.id).await.unwrap().unwrap().reader;
        assert_eq!(
            (reader.zone.name(), reader.locale, reader.ethiopian),
            ("Africa/Addis_Ababa", Locale::American, true)
        );
    }
}
