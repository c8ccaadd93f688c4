use contract::{Refusal, UserId, accounts::LinkArrived};
use sqlx::PgConnection;

use super::{arrive, identity};
use crate::{
    Ctx, Once,
    accounts::{Error, Event, Sudo, User},
    audit::{self, Deed, Note},
    events, once, outbox,
    ports::{Provider, Vouched},
};

/// Ways in that somebody may link.
const MOST: i64 = 10;

/// Links what somebody came with in this browser to the account that they are signed in to. Answers where they wanted to
/// go.
///
/// # Errors
/// `WayLost`; `LinkedElsewhere`, `TooManyWays`.
pub async fn link_arrived(ctx: &Ctx, sudo: &Sudo, browser: &str, form: LinkArrived) -> Result<String, Error> {
    let mut tx = ctx.begin().await?;
    let arrival = arrive::lock(ctx, &mut tx, browser).await?.ok_or(Refusal::WayLost)?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Ok(arrival.next);
    }
    if arrival.owner.is_some() {
        return Err(Refusal::WayLost.into());
    }
    arrive::use_up(ctx, &mut tx, browser, sudo.id).await?;
    let label = ctx.providers.named(&arrival.provider).ok_or(Refusal::WayLost)?.label();
    let email = arrival.email.as_ref().map(|email| email.address.as_str());
    add(ctx, &mut tx, sudo.id, (&arrival.provider, label), (&arrival.subject, email)).await?;
    tx.commit().await?;
    Ok(arrival.next)
}

/// Links whoever came back from a provider to the account of somebody who left to do so.
pub(super) async fn link(ctx: &Ctx, user: &User, provider: &dyn Provider, vouched: &Vouched) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    let email = vouched.email.as_ref().map(|email| email.address.as_str());
    add(ctx, &mut tx, user.id, (provider.name(), provider.label()), (&vouched.subject, email)).await?;
    tx.commit().await?;
    Ok(())
}

/// Does it, notes it, and has its owner told. What is linked with them already stays as it is.
async fn add(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    (provider, label): (&str, &str),
    (subject, email): (&str, Option<&str>),
) -> Result<(), Error> {
    sqlx::query!("SELECT id FROM accounts.person WHERE id = $1 FOR NO KEY UPDATE", person.0)
        .fetch_one(&mut *conn)
        .await?;
    if !identity::insert(ctx, conn, person, provider, (subject, email)).await? {
        let owner = identity::owner(&mut *conn, provider, subject).await?;
        return if owner == Some(person) { Ok(()) } else { Err(Refusal::LinkedElsewhere.into()) };
    }
    let ways = sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM accounts.identity WHERE person_id = $1"#, person.0);
    if ways.fetch_one(&mut *conn).await? > MOST {
        return Err(Refusal::TooManyWays.into());
    }
    let event = Event::ProviderLinked { person, provider: label.into() };
    outbox::publish(ctx, conn, events::Event::Accounts(event)).await?;
    audit::append(ctx, conn, Note::new(Deed::ProviderLinked, person).to(person).on(label)).await?;
    Ok(())
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
