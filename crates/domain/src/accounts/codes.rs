//! Codes in mails: who brings one reads the mail of an address. One of each purpose for a person, good once, for a while,
//! and for a few tries. So short a text could be tried out by whoever reads the table: it is hashed as a password is.

use chrono::TimeDelta;
use contract::{
    LetterId, Refusal, UserId,
    accounts::{CODE_ALPHABET, CODE_LENGTH},
};
use sqlx::PgConnection;

use super::{Error, note_beside::note_beside};
use crate::{
    Ctx,
    audit::{Deed, Note},
};

/// Wrong tries of one code; after the last one not even the right one counts.
const TRIES: i16 = 5;

/// What a code is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Confirms an address: the person's own, or another that takes its place.
    Address,
    /// Replaces the password.
    Reset,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Reset => "reset",
        }
    }

    fn lives(self) -> TimeDelta {
        match self {
            Self::Address => TimeDelta::hours(24),
            Self::Reset => TimeDelta::minutes(30),
        }
    }
}

/// A letter as its mail tells it.
#[derive(Clone, Debug)]
pub struct Written {
    pub about: About,
    pub to: String,
    pub address: String,
    pub letter: LetterId,
    /// Empty where the address is taken.
    pub code: String,
}

/// To whom a letter goes, and what they are to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The person confirms their address.
    Own,
    /// The person confirms the address that is to take the place of theirs.
    Next,
    /// The address is somebody else's, who hears that it was tried.
    Taken,
    Reset,
}

/// Asks for a code; the mail's job writes it. What was asked before counts no more.
pub(super) async fn ask(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    purpose: Purpose,
    address: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO accounts.code (person_id, purpose, letter, address, expires_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id, purpose) DO UPDATE SET
             letter = excluded.letter, address = excluded.address, expires_at = excluded.expires_at,
             hash = NULL, tries = 0, used_at = NULL",
        person.0,
        purpose.as_str(),
        ctx.id(),
        address,
        ctx.now() + purpose.lives(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A code that is in no letter yet. Hashing it takes long, so it is made before a transaction holds a connection.
pub struct Fresh {
    code: String,
    hash: String,
}

impl Fresh {
    /// # Errors
    /// `Overloaded`.
    pub async fn make(ctx: &Ctx) -> Result<Self, Error> {
        let code = ctx.unguessable_of(CODE_ALPHABET, CODE_LENGTH);
        let hash = ctx.hasher.hash(&code).await?;
        Ok(Self { code, hash })
    }
}

/// Puts a code into a letter that is about to be sent. It is in no queue and no table, so a letter that is written again
/// has another code. `None` if nothing waits for one any more.
pub async fn write_code(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    purpose: Purpose,
    fresh: Fresh,
) -> Result<Option<Written>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT c.letter, c.address, p.name, p.email IS NOT DISTINCT FROM c.address AS "is_own!",
                  (SELECT o.name FROM accounts.person o WHERE o.email = c.address AND o.id <> p.id) AS owner
           FROM accounts.code c JOIN accounts.person p ON p.id = c.person_id
           WHERE c.person_id = $1 AND c.purpose = $2 AND c.used_at IS NULL AND c.expires_at > $3 AND p.disabled_at IS NULL
           FOR UPDATE OF c"#,
        person.0,
        purpose.as_str(),
        ctx.now(),
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let letter = LetterId(row.letter);
    let about = match (purpose, &row.owner) {
        (Purpose::Reset, _) => About::Reset,
        (Purpose::Address, Some(_)) => About::Taken,
        (Purpose::Address, None) if row.is_own => About::Own,
        (Purpose::Address, None) => About::Next,
    };
    let code = match about {
        About::Taken => String::new(),
        About::Own | About::Next | About::Reset => give(conn, letter, fresh).await?,
    };
    Ok(Some(Written { about, to: row.owner.unwrap_or(row.name), address: row.address, letter, code }))
}

async fn give(conn: &mut PgConnection, letter: LetterId, fresh: Fresh) -> Result<String, sqlx::Error> {
    sqlx::query!("UPDATE accounts.code SET hash = $2 WHERE letter = $1", letter.0, fresh.hash).execute(conn).await?;
    Ok(fresh.code)
}

/// Who says that a code is theirs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whose<'a> {
    /// Whoever has this letter.
    Letter(LetterId),
    Person(UserId),
    /// Whoever has this address.
    Email(&'a str),
}

/// The right code.
pub(super) struct Right {
    pub person: UserId,
    pub address: String,
    purpose: Purpose,
    letter: LetterId,
    hash: Option<String>,
}

impl Right {
    /// Looks once more, in the transaction that does what the code is good for: a newer one may have taken its place. The row
    /// is locked from here on. `true` if it has done its work already.
    ///
    /// # Errors
    /// `CodeWrong`.
    pub(super) async fn is_used(&self, conn: &mut PgConnection) -> Result<bool, Error> {
        let row = sqlx::query!(
            "SELECT letter, hash, used_at FROM accounts.code WHERE person_id = $1 AND purpose = $2 FOR UPDATE",
            self.person.0,
            self.purpose.as_str(),
        )
        .fetch_optional(conn)
        .await?;
        let row = row.filter(|row| row.letter == self.letter.0 && row.hash == self.hash).ok_or(Refusal::CodeWrong)?;
        Ok(row.used_at.is_some())
    }
}

/// Tries a code. That is counted before anybody looks, in a statement of its own, so that it stays counted and no connection
/// is held while the code is checked. Takes as long where there is nothing to compare it with.
pub(super) async fn try_out(
    ctx: &Ctx,
    purpose: Purpose,
    whose: Whose<'_>,
    code: &str,
) -> Result<Result<Right, Refusal>, Error> {
    let (letter, person, email) = match whose {
        Whose::Letter(letter) => (Some(letter.0), None, None),
        Whose::Person(person) => (None, Some(person.0), None),
        Whose::Email(email) => (None, None, Some(email)),
    };
    let row = sqlx::query!(
        "WITH whose AS (
             SELECT $2::uuid AS id
             UNION ALL SELECT person_id FROM accounts.code WHERE letter = $3
             UNION ALL SELECT id FROM accounts.person WHERE email = $4
         )
         UPDATE accounts.code c SET tries = least(c.tries + (c.used_at IS NULL)::int, 100)
         FROM whose, accounts.person p
         WHERE c.person_id = whose.id AND c.purpose = $1 AND ($3::uuid IS NULL OR c.letter = $3)
               AND p.id = c.person_id AND p.disabled_at IS NULL
         RETURNING c.person_id, c.letter, c.address, c.hash, c.tries, c.expires_at, c.used_at",
        purpose.as_str(),
        person,
        letter,
        email,
    )
    .fetch_optional(&ctx.db)
    .await?;
    let right = ctx.hasher.verify(code, row.as_ref().and_then(|row| row.hash.as_deref())).await?;
    let Some(row) = row else { return Ok(Err(Refusal::CodeWrong)) };
    let refusal = match right {
        _ if row.tries > TRIES => Some(Refusal::CodeSpent),
        _ if row.used_at.is_none() && row.expires_at <= ctx.now() => Some(Refusal::CodeExpired),
        false => Some(Refusal::CodeWrong),
        true => None,
    };
    let outcome = if refusal.is_none() { "right" } else { "refused" };
    metrics::counter!("accounts_codes_total", "purpose" => purpose.as_str(), "outcome" => outcome).increment(1);
    if let Some(refusal) = refusal {
        // At most as often as a code has tries: others write into the log of somebody who did nothing.
        if refusal == Refusal::CodeWrong {
            note_beside(ctx, Note::new(Deed::MailCodeRefused, None).to(UserId(row.person_id)));
        }
        return Ok(Err(refusal));
    }
    let letter = LetterId(row.letter);
    give_back(ctx, letter).await?;
    Ok(Ok(Right { person: UserId(row.person_id), address: row.address, purpose, letter, hash: row.hash }))
}

/// The right one is no try: whoever has it may come again with a better password.
async fn give_back(ctx: &Ctx, letter: LetterId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE accounts.code SET tries = greatest(tries - 1, 0) WHERE letter = $1 AND used_at IS NULL",
        letter.0
    )
    .execute(&ctx.db)
    .await?;
    Ok(())
}

/// It has done its work. The row stays for a while, to say so to whoever comes with it again.
pub(super) async fn use_up(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    purpose: Purpose,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE accounts.code SET used_at = $3 WHERE person_id = $1 AND purpose = $2",
        person.0,
        purpose.as_str(),
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What was asked counts no more.
pub(super) async fn forget(conn: &mut PgConnection, person: UserId, purpose: Purpose) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM accounts.code WHERE person_id = $1 AND purpose = $2", person.0, purpose.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Another address that waits to be confirmed does so no more.
pub(super) async fn forget_next_address(conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "DELETE FROM accounts.code c USING accounts.person p
         WHERE p.id = c.person_id AND c.person_id = $1 AND c.purpose = 'address' AND c.address <> p.email",
        person.0
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes codes two days after their time.
pub async fn prune(ctx: &Ctx) -> Result<(), sqlx::Error> {
    let old = ctx.now() - TimeDelta::days(2);
    sqlx::query!("DELETE FROM accounts.code WHERE expires_at < $1", old).execute(&ctx.db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Stage;

    #[tokio::test]
    async fn a_code_is_kept_nowhere_and_pruned_in_time() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
        let mut conn = ctx.db.acquire().await.unwrap();
        ask(ctx, &mut conn, ada.id, Purpose::Reset, "ada@example.org").await.unwrap();
        let fresh = Fresh::make(ctx).await.unwrap();
        let written = write_code(ctx, &mut conn, ada.id, Purpose::Reset, fresh).await.unwrap().unwrap();
        assert_eq!((written.code.len(), written.about), (CODE_LENGTH, About::Reset));
        let kept: String = sqlx::query_scalar("SELECT c::text FROM accounts.code c").fetch_one(&ctx.db).await.unwrap();
        assert!(!kept.contains(&written.code) && kept.contains("argon2id"), "{kept}");

        ctx.clock.advance(TimeDelta::hours(48));
        prune(ctx).await.unwrap();
        let left = async || sqlx::query_scalar::<_, i64>("SELECT count(*) FROM accounts.code").fetch_one(&ctx.db).await;
        assert_eq!(left().await.unwrap(), 1);
        ctx.clock.advance(TimeDelta::hours(1));
        prune(ctx).await.unwrap();
        assert_eq!(left().await.unwrap(), 0);
    }
}
