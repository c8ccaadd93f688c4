use chrono::TimeDelta;
use contract::{Pairs, SessionId, UserId};

use super::{callback, missed, trace};
use crate::{
    Ctx,
    accounts::{Error, Sudo, User, Visitor},
    ports::{Limit, Question},
};

/// For how long a browser may be away.
const AWAY: TimeDelta = TimeDelta::minutes(10);
/// Random letters and digits of what nobody may guess: 256 bits and more, and as many as PKCE asks for.
const SECRET: usize = 48;

/// What somebody is sent to a provider for.
enum Purpose<'a> {
    /// To come in, in the browser whose cookie holds this.
    ComeIn { browser: &'a str },
    /// To have another way in.
    Link { user: UserId, seat: SessionId },
    /// To show that it is them, so that a form can go on.
    Confirm { user: UserId, seat: SessionId, carried: serde_json::Value },
}

/// Sends a browser to a provider, to come in with it, and on to `next`. `browser` is what its cookie holds. Answers the
/// address to go to.
///
/// # Errors
/// `NotFound` for a provider that is not configured; `ProviderAway`, `ProviderNonsense`; `TooOften`.
pub async fn depart(ctx: &Ctx, visitor: &Visitor, browser: &str, provider: &str, next: &str) -> Result<String, Error> {
    ctx.limits.take(Limit::ProviderByAddress, &visitor.source()).await.map_err(Error::TooOften)?;
    leave(ctx, provider, Purpose::ComeIn { browser }, next).await
}

/// Sends somebody to a provider whom they want to link with their account.
///
/// # Errors
/// As [`depart`].
pub async fn depart_to_link(ctx: &Ctx, sudo: &Sudo, provider: &str, next: &str) -> Result<String, Error> {
    ctx.limits.take(Limit::ProviderByAddress, &sudo.id.to_string()).await.map_err(Error::TooOften)?;
    let seat = seat(sudo)?;
    leave(ctx, provider, Purpose::Link { user: sudo.id, seat }, next).await
}

/// Sends somebody who has neither a password nor a second step to a provider of theirs, to show that it is them. The form that waits for it is
/// carried along here, to be sent to `next`.
///
/// # Errors
/// As [`depart`]; `NotFound` for a provider that they have not linked, and for somebody who has a password or a
/// second step.
pub async fn depart_to_confirm(
    ctx: &Ctx,
    user: &User,
    provider: &str,
    next: &str,
    carried: &Pairs,
) -> Result<String, Error> {
    ctx.limits.take(Limit::ProviderByAddress, &user.id.to_string()).await.map_err(Error::TooOften)?;
    let may = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM accounts.identity i JOIN accounts.person p ON p.id = i.person_id
                          WHERE i.person_id = $1 AND i.provider = $2 AND p.password_hash IS NULL
                          AND NOT EXISTS (SELECT FROM accounts.factor f WHERE f.person_id = p.id)) AS "yes!""#,
        user.id.0,
        provider,
    );
    if !may.fetch_one(&ctx.db).await? {
        return Err(Error::NotFound);
    }
    let carried = serde_json::to_value(carried).unwrap_or_default();
    leave(ctx, provider, Purpose::Confirm { user: user.id, seat: seat(user)?, carried }, next).await
}

/// Only in a session can somebody leave and come back: a program with a token cannot.
fn seat(user: &User) -> Result<SessionId, Error> {
    user.session.as_ref().map(|seated| seated.id).ok_or(Error::NotFound)
}

async fn leave(ctx: &Ctx, provider: &str, purpose: Purpose<'_>, next: &str) -> Result<String, Error> {
    let provider = ctx.providers.named(provider).ok_or(Error::NotFound)?;
    let question = Question {
        state: ctx.unguessable(SECRET),
        nonce: ctx.unguessable(SECRET),
        verifier: ctx.unguessable(SECRET),
        back: callback(&ctx.public_url, provider.name()),
        anew: matches!(purpose, Purpose::Confirm { .. }),
    };
    let address = provider.ask(&question).await.map_err(|error| missed(provider.name(), &error))?;
    keep(ctx, provider.name(), &question, purpose, next).await?;
    metrics::counter!("accounts_provider_departures_total", "provider" => provider.name().to_owned()).increment(1);
    Ok(address)
}

async fn keep(
    ctx: &Ctx,
    provider: &str,
    question: &Question,
    purpose: Purpose<'_>,
    next: &str,
) -> Result<(), sqlx::Error> {
    let (name, browser, who, carried) = match purpose {
        Purpose::ComeIn { browser } => ("come_in", Some(trace(browser)), None, None),
        Purpose::Link { user, seat } => ("link", None, Some((user, seat)), None),
        Purpose::Confirm { user, seat, carried } => ("confirm", None, Some((user, seat)), Some(carried)),
    };
    sqlx::query!(
        "INSERT INTO accounts.departure
             (id, state, provider, purpose, browser, seat, person_id, nonce, verifier, next, carried, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        ctx.id(),
        trace(&question.state),
        provider,
        name,
        browser,
        who.map(|(_, seat)| seat.0),
        who.map(|(user, _)| user.0),
        question.nonce,
        question.verifier,
        next,
        carried,
        ctx.now() + AWAY,
    )
    .execute(&ctx.db)
    .await?;
    Ok(())
}
