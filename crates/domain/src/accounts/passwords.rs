//! What may be a password: anything long enough that is neither common nor the person's own name or address.

use super::Error;

/// Common passwords of at least ten characters, sorted, one a line. From the list of the zxcvbn-ts project (MIT).
static COMMON: &str = include_str!("common_passwords.txt");

/// Refuses what attackers try first. The length was checked when the form was read.
pub(super) fn check(password: &str, about_you: &[&str]) -> Result<(), Error> {
    let folded = password.to_lowercase();
    if about_you.iter().any(|word| word.len() >= 3 && folded == word.to_lowercase()) {
        return Err(Error::PasswordIsYou);
    }
    let one_character = folded.chars().next().is_some_and(|first| folded.chars().all(|c| c == first));
    if one_character || COMMON.lines().any(|line| line == folded) {
        return Err(Error::CommonPassword);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_ones_are_refused() {
        for bad in ["1234567890", "Password123", "qwertyuiop", "aaaaaaaaaaaa"] {
            assert!(matches!(check(bad, &[]), Err(Error::CommonPassword)), "{bad}");
        }
        assert!(check("four unrelated quiet words", &[]).is_ok());
    }

    #[test]
    fn your_own_address_is_refused() {
        assert!(matches!(check("Ada@Example.org", &["ada@example.org"]), Err(Error::PasswordIsYou)));
    }
}
