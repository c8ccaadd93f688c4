//! Forms of coming in by a provider, such as Google.

use uuid::Uuid;

use super::handle;
use crate::{AppError, CommandKey, Fields, IdentityId, Pairs};

/// Makes an account of somebody whom a provider vouches for.
#[derive(Clone, Debug)]
pub struct Join {
    pub key: CommandKey,
    pub name: String,
    pub handle: String,
    pub zone: String,
    /// Only where the provider vouches for none. Empty if none was typed.
    pub email: String,
}

impl Join {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let typed = f.raw("email").is_some_and(|email| !email.trim().is_empty());
        let form = Self {
            key: f.key(),
            name: f.line("name", 1, 60),
            handle: handle(&mut f),
            zone: f.line("zone", 1, 60),
            email: if typed { f.email("email") } else { String::new() },
        };
        f.finish(form)
    }
}

/// Links what somebody came with to the account that they are signed in to.
#[derive(Clone, Debug)]
pub struct LinkArrived {
    pub key: CommandKey,
}

impl LinkArrived {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key() };
        f.finish(form)
    }
}

/// Takes away a way to come in.
#[derive(Clone, Debug)]
pub struct Unlink {
    pub key: CommandKey,
    pub identity: IdentityId,
}

impl Unlink {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), identity: f.choice("identity").unwrap_or(IdentityId(Uuid::nil())) };
        f.finish(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Problem;

    fn join(email: &str) -> Result<Join, AppError> {
        let pairs = [("name", "Ada"), ("handle", "ada"), ("zone", "UTC"), ("email", email)];
        Join::decode(&pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into())
    }

    #[test]
    fn an_address_may_be_left_out_but_not_be_wrong() {
        assert_eq!(join(" ").unwrap().email, "");
        assert_eq!(join("Ada@Example.org").unwrap().email, "ada@example.org");
        assert_eq!(join("ada").unwrap_err(), AppError::field("email", Problem::NotAnEmail));
    }
}
