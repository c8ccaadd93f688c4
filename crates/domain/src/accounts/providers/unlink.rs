use contract::{Refusal, UserId, accounts::Unlink};
use sqlx::PgConnection;

use crate::{
    Ctx, Once,
    accounts::{
        Error, Event, Sudo, factors,
        sessions::{self, Which},
    },
    audit::{self, Deed, Note},
    events, once, outbox,
};

/// Takes away a way to come in. All other sessions end: some of them may have come that way.
///
/// # Errors
/// `NotFound` if it is not theirs; `LastWayIn`.
pub async fn unlink(ctx: &Ctx, sudo: &Sudo, form: Unlink) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Ok(());
    }
    factors::lock(&mut tx, sudo.id).await?;
    let provider = sqlx::query_scalar!(
        "DELETE FROM accounts.identity WHERE id = $1 AND person_id = $2 RETURNING provider",
        form.identity.0,
        sudo.id.0
    );
    let provider = provider.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    if !is_left(ctx, &mut tx, sudo.id).await? {
        return Err(Refusal::LastWayIn.into());
    }
    if let Some(here) = &sudo.session {
        sessions::end(ctx, &mut tx, sudo.id, Which::Others(here.id)).await?;
    }
    let label = ctx.providers.named(&provider).map_or(provider.as_str(), |provider| provider.label());
    let event = Event::ProviderUnlinked { person: sudo.id, provider: label.into() };
    outbox::publish(ctx, &mut tx, events::Event::Accounts(event)).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::ProviderUnlinked, sudo.id).to(sudo.id).on(label)).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether a way in is left: a password, a passkey, or a provider that is still there; any other opens nothing.
pub(in crate::accounts) async fn is_left(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT password_hash IS NOT NULL
                  OR EXISTS (SELECT FROM accounts.passkey WHERE person_id = $1)
                  OR EXISTS (SELECT FROM accounts.identity WHERE person_id = $1 AND provider = ANY($2)) AS "yes!"
           FROM accounts.person WHERE id = $1"#,
        person.0,
        &ctx.providers.names(),
    )
    .fetch_one(conn)
    .await
}

#[cfg(test)]
#[path = "unlink_tests.rs"]
mod tests;
