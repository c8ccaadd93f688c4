use chrono::{DateTime, TimeDelta, Utc};
use contract::{UserId, accounts::is_handle};
use sqlx::PgConnection;

use super::trace;
use crate::{
    Ctx,
    accounts::parse_zone,
    ports::{Email, Vouched},
};

/// For how long somebody whom nobody knows may think about what to do.
const STAY: TimeDelta = TimeDelta::minutes(30);
/// Random letters and digits of what the browser's cookie holds.
const SECRET: usize = 48;
/// Handles that are tried until one is free.
const HANDLES: usize = 9;

/// Somebody whom nobody here knows, as the page shows them that asks what to do.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub provider: String,
    pub address: Address,
    /// As far as the provider told them; empty otherwise.
    pub name: String,
    pub handle: String,
    pub zone: String,
    pub next: String,
}

/// What a provider said of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// It is theirs, and `taken` if there is an account with it.
    Vouched { email: String, taken: bool },
    /// It may be theirs. Whether there is an account with it is told to nobody.
    Claimed(Option<String>),
}

/// Keeps what somebody came with. Answers what the browser's cookie holds from now on.
pub(super) async fn keep(ctx: &Ctx, provider: &str, vouched: Vouched, next: &str) -> Result<String, sqlx::Error> {
    let browser = ctx.unguessable(SECRET);
    let verified = vouched.email.as_ref().is_some_and(|email| email.verified);
    let zone = vouched.zone.as_deref().filter(|zone| parse_zone(zone).is_some());
    let name: String =
        vouched.name.as_deref().unwrap_or_default().chars().filter(|c| !c.is_control()).take(60).collect();
    sqlx::query!(
        "INSERT INTO accounts.arrival
             (browser, provider, subject, email, email_verified, name, handle, zone, next, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        trace(&browser),
        provider,
        vouched.subject,
        vouched.email.as_ref().map(|email| &email.address),
        verified,
        name.trim(),
        free_handle(ctx, &vouched).await?,
        zone.unwrap_or_default(),
        next,
        ctx.now() + STAY,
    )
    .execute(&ctx.db)
    .await?;
    Ok(browser)
}

/// Who came with this browser and has neither joined nor linked it yet.
pub async fn arrived(ctx: &Ctx, browser: &str) -> Result<Option<Arrived>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT a.provider, a.email, a.email_verified, a.name, a.handle, a.zone, a.next,
                  EXISTS (SELECT FROM accounts.person p WHERE a.email_verified AND p.email = a.email) AS "taken!"
           FROM accounts.arrival a WHERE a.browser = $1 AND a.expires_at > $2 AND a.used_at IS NULL"#,
        trace(browser),
        ctx.now(),
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(row.map(|row| Arrived {
        address: match row.email {
            Some(email) if row.email_verified => Address::Vouched { email, taken: row.taken },
            claimed => Address::Claimed(claimed),
        },
        provider: row.provider,
        name: row.name,
        handle: row.handle,
        zone: row.zone,
        next: row.next,
    }))
}

/// What somebody came with, for who is about to do something with it.
pub(super) struct Arrival {
    pub provider: String,
    pub subject: String,
    pub email: Option<Email>,
    pub next: String,
    /// Whose it has become, and when.
    pub owner: Option<(UserId, DateTime<Utc>)>,
}

/// The same, locked until the transaction ends: two who do something with it wait for each other.
pub(super) async fn lock(ctx: &Ctx, conn: &mut PgConnection, browser: &str) -> Result<Option<Arrival>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT provider, subject, email, email_verified, next, person_id, used_at FROM accounts.arrival
         WHERE browser = $1 AND expires_at > $2 FOR UPDATE",
        trace(browser),
        ctx.now(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Arrival {
        email: row.email.map(|address| Email { address, verified: row.email_verified }),
        provider: row.provider,
        subject: row.subject,
        next: row.next,
        owner: row.person_id.map(UserId).zip(row.used_at),
    }))
}

/// It is somebody's now.
pub(super) async fn use_up(
    ctx: &Ctx,
    conn: &mut PgConnection,
    browser: &str,
    person: UserId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE accounts.arrival SET person_id = $2, used_at = $3 WHERE browser = $1",
        trace(browser),
        person.0,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A handle after what they are called elsewhere, that nobody has. Empty if there is none.
async fn free_handle(ctx: &Ctx, vouched: &Vouched) -> Result<String, sqlx::Error> {
    let local = vouched.email.as_ref().and_then(|email| email.address.split('@').next());
    let called = [vouched.handle.as_deref(), local, vouched.name.as_deref()];
    let Some(base) = called.into_iter().flatten().map(as_handle).find(|handle| is_handle(handle)) else {
        return Ok(String::new());
    };
    let numbered = (2..=HANDLES).map(|n| format!("{base}-{n}"));
    let tries: Vec<String> = std::iter::once(base.clone()).chain(numbered).collect();
    let taken = sqlx::query_scalar!(
        r#"SELECT handle AS "handle!" FROM accounts.person WHERE handle = ANY($1)
           UNION ALL SELECT handle FROM accounts.past_handle WHERE handle = ANY($1)"#,
        &tries
    );
    let taken = taken.fetch_all(&ctx.db).await?;
    Ok(tries.into_iter().find(|handle| !taken.contains(handle)).unwrap_or_default())
}

/// Small letters, digits and single hyphens; short enough for a number behind it.
fn as_handle(text: &str) -> String {
    let plain = text.split('@').next().unwrap_or_default().to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let handle: String = words.collect::<Vec<_>>().join("-").chars().take(28).collect();
    handle.trim_start_matches(|c: char| !c.is_ascii_lowercase()).trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Stage;

    #[test]
    fn a_handle_is_made_of_what_somebody_is_called() {
        for (called, handle) in [
            ("Ada Lovelace", "ada-lovelace"),
            ("ada.l@example.org", "ada-l"),
            ("42_ada__l", "ada-l"),
            ("-", ""),
            ("アダ", ""),
        ] {
            assert_eq!(as_handle(called), handle, "{called}");
        }
        assert!(is_handle(&as_handle(&"long-".repeat(20))));
    }

    #[tokio::test]
    async fn a_handle_that_is_taken_gets_a_number() {
        let stage = Stage::new().await;
        for handle in ["ada", "ada-2"] {
            stage.person(handle).await;
        }
        let called = |handle: &str| Vouched {
            subject: "1".into(),
            email: None,
            name: None,
            handle: Some(handle.into()),
            zone: None,
        };
        assert_eq!(free_handle(&stage.ctx, &called("Ada")).await.unwrap(), "ada-3");
        assert_eq!(free_handle(&stage.ctx, &called("Bob")).await.unwrap(), "bob");
        assert_eq!(free_handle(&stage.ctx, &called("x")).await.unwrap(), "");
    }
}
