//! What may be a password: anything long enough that is neither common nor the person's own name or address.

use contract::UserId;
use sqlx::PgConnection;

use super::{Error, User};
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
    pub has_password: bool,
}

/// Asks somebody who is signed in for their password. Who has none must have shown in another way that it is them. Their
/// row is locked until the transaction ends.
///
/// # Errors
/// `WrongPassword`, `PasswordMissing`, `SudoFirst`, `TooOften`.
pub(super) async fn known(ctx: &Ctx, conn: &mut PgConnection, user: &User, password: &str) -> Result<Known, Error> {
    ctx.limits.take(Limit::PasswordByPerson, &user.id.to_string()).map_err(Error::TooOften)?;
    let row =
        sqlx::query!("SELECT email, password_hash FROM accounts.person WHERE id = $1 FOR NO KEY UPDATE", user.id.0)
            .fetch_one(conn)
            .await?;
    match &row.password_hash {
        None => _ = user.must_be_sudo(ctx)?,
        Some(_) if password.is_empty() => return Err(Error::PasswordMissing),
        Some(hash) if ctx.hasher.verify(password, Some(hash)).await? => {}
        Some(_) => return Err(Error::WrongPassword),
    }
    Ok(Known { email: row.email, has_password: row.password_hash.is_some() })
}

/// From now on this is the password.
pub(super) async fn set(ctx: &Ctx, conn: &mut PgConnection, person: UserId, password: &str) -> Result<(), Error> {
    let hash = ctx.hasher.hash(password).await?;
    sqlx::query!("UPDATE accounts.person SET password_hash = $2 WHERE id = $1", person.0, hash).execute(conn).await?;
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
