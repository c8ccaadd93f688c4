//! What may be a password: anything long enough that is neither common nor the person's own name or address.

use contract::UserId;
use sqlx::PgConnection;

use super::{Error, User, factors};
use crate::{Ctx, ports::Limit};

/// Common passwords of at least ten characters, sorted, one a line. From the list of the zxcvbn-ts project (MIT).
static COMMON: &str = include_str!("common_passwords.txt");

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
    if one_character || COMMON.lines().any(|line| line == folded) {
        return Err(Error::CommonPassword);
    }
    Ok(())
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
