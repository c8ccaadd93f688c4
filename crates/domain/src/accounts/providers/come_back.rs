use contract::{DepartureId, Pairs, Refusal};

use super::{arrive, callback, identity, in_order, link, missed, trace};
use crate::{
    Ctx,
    accounts::{
        Entry, Error, User, Visitor,
        factors::{self, Way},
        note_beside::note_beside,
        queries,
    },
    audit::{self, Deed, Note},
    ports::{Limit, Provider, Question, Token, Vouched},
};

/// What a browser brings back in its address.
#[derive(Clone, Debug, Default)]
pub struct Back {
    state: String,
    code: Option<String>,
    issuer: Option<String>,
    error: Option<String>,
}

impl Back {
    pub fn read(pairs: &Pairs) -> Self {
        let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        Self {
            state: value("state").unwrap_or_default(),
            code: value("code"),
            issuer: value("iss"),
            error: value("error"),
        }
    }

    /// What a provider gave, if it gave anything.
    fn token(self) -> Result<Token, Refusal> {
        match (self.error.as_deref(), self.code) {
            (None, Some(code)) => Ok(Token { code, issuer: self.issuer }),
            (Some(error), _) if error.ends_with("_required") || error == "access_denied" => {
                Err(Refusal::ProviderDenied)
            }
            (Some("temporarily_unavailable" | "server_error"), _) => Err(Refusal::ProviderAway),
            _ => Err(Refusal::ProviderNonsense),
        }
    }
}

/// Whoever comes back: where from, in which browser, and as whom.
#[derive(Clone, Copy)]
pub struct Returning<'a> {
    pub visitor: &'a Visitor,
    /// What its cookie holds.
    pub browser: Option<&'a str>,
    pub caller: Option<&'a User>,
}

/// What has come of it.
#[derive(Debug)]
pub enum CameBack {
    /// They are known. Nobody is let in yet: that is the session's business, and perhaps there is a second step.
    In { entry: Entry, next: String },
    /// Nobody here knows them. From now on the browser's cookie holds this, by which [`super::join`] and
    /// [`super::link_arrived`] know what they came with.
    Unknown { browser: String },
    /// Another way in, from now on.
    Linked { next: String },
    /// It is them. `waiting` is where a form waits for that ([`super::carried`]).
    Confirmed { next: String, waiting: Option<DepartureId> },
}

/// Nothing has come of it.
#[derive(Debug)]
pub struct Missed {
    pub why: Error,
    /// Where they wanted to go, as far as that is known.
    pub next: Option<String>,
}

impl<E: Into<Error>> From<E> for Missed {
    fn from(why: E) -> Self {
        Self { why: why.into(), next: None }
    }
}

/// Takes somebody in who comes back from a provider.
///
/// # Errors
/// `WayLost` if nobody is awaited with this state in this browser, or not any more; `ProviderDenied`, `ProviderAway`,
/// `ProviderNonsense`; `AccountClosed`; `LinkedElsewhere`, `TooManyWays`; `NotYou`, `NotAnew`; `TooOften`.
pub async fn come_back(ctx: &Ctx, who: Returning<'_>, provider: &str, back: Back) -> Result<CameBack, Missed> {
    let provider = ctx.providers.named(provider).ok_or(Error::NotFound)?;
    let came = arrive(ctx, who, provider, back).await;
    let labels = [("provider", provider.name().to_owned()), ("outcome", outcome(&came).to_owned())];
    metrics::counter!("accounts_provider_returns_total", &labels).increment(1);
    came
}

async fn arrive(ctx: &Ctx, who: Returning<'_>, provider: &dyn Provider, back: Back) -> Result<CameBack, Missed> {
    ctx.limits.take(Limit::ProviderByAddress, &who.visitor.source()).await.map_err(Error::TooOften)?;
    let departure = take(ctx, who, provider, &back.state).await?.ok_or(Refusal::WayLost)?;
    let next = departure.next.clone();
    go_on(ctx, who, provider, departure, back).await.map_err(|why| Missed { why, next: Some(next) })
}

struct Departure {
    purpose: String,
    question: Question,
    next: String,
    waiting: Option<DepartureId>,
}

/// Uses a departure up. Somebody else's stays as it is, so that nobody can spoil it.
async fn take(
    ctx: &Ctx,
    who: Returning<'_>,
    provider: &dyn Provider,
    state: &str,
) -> Result<Option<Departure>, sqlx::Error> {
    let row = sqlx::query!(
        r#"UPDATE accounts.departure SET used_at = $3
           WHERE state = $1 AND provider = $2 AND used_at IS NULL AND expires_at > $3
                 AND (browser = $4 OR (seat = $5 AND person_id = $6))
           RETURNING id, purpose, nonce, verifier, next, coalesce(carried <> '[]', false) AS "waits!""#,
        trace(state),
        provider.name(),
        ctx.now(),
        who.browser.map(trace),
        who.caller.and_then(|user| user.session.as_ref()).map(|seated| seated.id.0),
        who.caller.map(|user| user.id.0),
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(row.map(|row| Departure {
        waiting: row.waits.then_some(DepartureId(row.id)),
        question: Question {
            state: state.to_owned(),
            nonce: row.nonce,
            verifier: row.verifier,
            back: callback(&ctx.public_url, provider.name()),
            anew: row.purpose == "confirm",
        },
        purpose: row.purpose,
        next: row.next,
    }))
}

async fn go_on(
    ctx: &Ctx,
    who: Returning<'_>,
    provider: &dyn Provider,
    departure: Departure,
    back: Back,
) -> Result<CameBack, Error> {
    let token = back.token()?;
    let vouched = provider.redeem(&departure.question, &token).await.and_then(in_order);
    let vouched = vouched.map_err(|error| missed(provider.name(), &error))?;
    let Departure { purpose, next, waiting, .. } = departure;
    match (purpose.as_str(), who.caller) {
        ("link", Some(user)) => {
            link::link(ctx, user, provider, &vouched).await?;
            Ok(CameBack::Linked { next })
        }
        ("confirm", Some(user)) => {
            confirm(ctx, user, provider, &vouched).await?;
            Ok(CameBack::Confirmed { next, waiting })
        }
        _ => come_in(ctx, provider, vouched, next).await,
    }
}

async fn come_in(ctx: &Ctx, provider: &dyn Provider, vouched: Vouched, next: String) -> Result<CameBack, Error> {
    let Some(person) = identity::owner(&ctx.db, provider.name(), &vouched.subject).await? else {
        let browser = arrive::keep(ctx, provider.name(), vouched, &next).await?;
        return Ok(CameBack::Unknown { browser });
    };
    let Some(user) = queries::user(ctx, person).await? else {
        note_beside(ctx, Note::new(Deed::SignInRefused, None).to(person));
        return Err(Refusal::AccountClosed.into());
    };
    let mut tx = ctx.begin().await?;
    identity::note_use(ctx, &mut tx, provider.name(), &vouched).await?;
    tx.commit().await?;
    let entry = factors::enter(ctx, user, Way::Provider(provider.label().into()), &next).await?;
    Ok(CameBack::In { entry, next })
}

/// Whoever came back must be whom the account is linked with.
async fn confirm(ctx: &Ctx, user: &User, provider: &dyn Provider, vouched: &Vouched) -> Result<(), Error> {
    let is_you = identity::owner(&ctx.db, provider.name(), &vouched.subject).await? == Some(user.id);
    let (deed, outcome) =
        if is_you { (Deed::ProviderConfirmed, "accepted") } else { (Deed::ConfirmRefused, "refused") };
    metrics::counter!("accounts_confirm_total", "outcome" => outcome).increment(1);
    let mut tx = ctx.begin().await?;
    if is_you {
        identity::note_use(ctx, &mut tx, provider.name(), vouched).await?;
    }
    audit::append(ctx, &mut tx, Note::new(deed, user.id).to(user.id).on(provider.label())).await?;
    tx.commit().await?;
    if is_you { Ok(()) } else { Err(Refusal::NotYou.into()) }
}

/// For the metric.
fn outcome(came: &Result<CameBack, Missed>) -> &'static str {
    match came {
        Ok(CameBack::In { .. }) => "in",
        Ok(CameBack::Unknown { .. }) => "unknown",
        Ok(CameBack::Linked { .. }) => "linked",
        Ok(CameBack::Confirmed { .. }) => "confirmed",
        Err(Missed { why: Error::TooOften(_), .. }) => "too_often",
        Err(Missed { why: Error::Refused(refusal), .. }) => match refusal {
            Refusal::WayLost => "lost",
            Refusal::ProviderDenied => "denied",
            Refusal::ProviderAway => "away",
            Refusal::ProviderNonsense => "nonsense",
            _ => "refused",
        },
        Err(_) => "broken",
    }
}

#[cfg(test)]
#[path = "come_back_tests.rs"]
mod tests;
