use chrono::TimeDelta;
use contract::{CommandKey, Refusal, UserId, accounts::Join};
use sqlx::PgConnection;

use super::{
    arrive::{self, Arrival},
    identity,
};
use crate::{
    Ctx,
    accounts::{
        Entry, Error, Event, User, Visitor,
        change_handle::must_be_free,
        codes::{self, Purpose},
        factors::{self, Way},
        parse_zone, queries,
    },
    audit::{self, Deed, Note},
    error::breaks,
    events, outbox,
    ports::Limit,
};

/// A form that is sent twice arrives twice within this.
const DOUBLED: TimeDelta = TimeDelta::minutes(1);

/// Makes an account of somebody who came with this browser, without a password. An address that their provider vouches for
/// counts as confirmed. Any other is not theirs before they bring the code that is sent there: until then the account has
/// none, so that nobody learns whether another account has it. Answers as well where they wanted to go. Sent twice, it is
/// one account.
///
/// # Errors
/// `WayLost`; `AccountExists` if the vouched address has an account; `LinkedElsewhere` if another browser was quicker;
/// a missing address, a taken handle, an unknown zone; `TooOften`.
pub async fn join(ctx: &Ctx, visitor: &Visitor, browser: &str, form: Join) -> Result<(Entry, String), Error> {
    let (user, next) = settle(ctx, visitor, browser, form).await?;
    Ok((factors::enter(ctx, user, Way::Joined, &next).await?, next))
}

async fn settle(ctx: &Ctx, visitor: &Visitor, browser: &str, form: Join) -> Result<(User, String), Error> {
    parse_zone(&form.zone).ok_or(Error::UnknownZone)?;
    let mut tx = ctx.begin().await?;
    let arrival = arrive::lock(ctx, &mut tx, browser).await?.ok_or(Refusal::WayLost)?;
    if arrival.owner.is_some() {
        return already_done(ctx, &mut tx, arrival, form.key).await;
    }
    ctx.limits.take(Limit::SignUpByAddress, &visitor.source()).await.map_err(Error::TooOften)?;
    let id = UserId(ctx.id());
    settle_down(ctx, &mut tx, id, &arrival, &form).await?;
    let Arrival { provider, subject, email, next, .. } = arrival;
    let label = ctx.providers.named(&provider).ok_or(Refusal::WayLost)?.label();
    let email = email.as_ref().map(|email| email.address.as_str());
    if !identity::insert(ctx, &mut tx, id, &provider, (&subject, email)).await? {
        return Err(Refusal::LinkedElsewhere.into());
    }
    arrive::use_up(ctx, &mut tx, browser, id).await?;
    outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::SignedUp { person: id })).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::Joined, id).to(id).on(label)).await?;
    tx.commit().await?;
    metrics::counter!("accounts_signed_up_total").increment(1);
    let user = queries::user(ctx, id).await?.ok_or(Error::NotFound)?;
    Ok((user, next))
}

/// The account itself, with the address that is vouched for or with a code for the one that was typed.
async fn settle_down(
    ctx: &Ctx,
    conn: &mut PgConnection,
    id: UserId,
    arrival: &Arrival,
    form: &Join,
) -> Result<(), Error> {
    let vouched = arrival.email.as_ref().filter(|email| email.verified).map(|email| email.address.as_str());
    if vouched.is_none() && form.email.is_empty() {
        return Err(Error::AddressMissing);
    }
    must_be_free(ctx, conn, None, &form.handle).await?;
    sqlx::query!(
        "INSERT INTO accounts.person (id, email, handle, name, zone, signup_key, created_at, verified_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id.0,
        vouched,
        form.handle,
        form.name,
        form.zone,
        (!form.key.0.is_nil()).then_some(form.key.0),
        ctx.now(),
        vouched.map(|_| ctx.now()),
    )
    .execute(&mut *conn)
    .await
    .map_err(refusal_for)?;
    if vouched.is_none() {
        codes::ask(ctx, conn, id, Purpose::Address, &form.email).await?;
    }
    Ok(())
}

fn refusal_for(error: sqlx::Error) -> Error {
    if breaks(&error, "person_handle_key") {
        Error::HandleTaken
    } else if breaks(&error, "person_email_key") {
        Refusal::AccountExists.into()
    } else {
        error.into()
    }
}

/// The account that this very form has made a moment ago. Later it may be somebody else who found the browser.
async fn already_done(
    ctx: &Ctx,
    conn: &mut PgConnection,
    arrival: Arrival,
    key: CommandKey,
) -> Result<(User, String), Error> {
    let doubled = arrival.owner.filter(|(_, at)| ctx.now() < *at + DOUBLED && !key.0.is_nil());
    let (person, _) = doubled.ok_or(Refusal::WayLost)?;
    let same = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM accounts.person WHERE id = $1 AND signup_key = $2) AS "yes!""#,
        person.0,
        key.0
    );
    if !same.fetch_one(conn).await? {
        return Err(Refusal::WayLost.into());
    }
    Ok((queries::user(ctx, person).await?.ok_or(Refusal::AccountClosed)?, arrival.next))
}

#[cfg(test)]
#[path = "join_tests.rs"]
mod tests;
