use contract::UserId;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    SignedUp {
        person: UserId,
    },
    /// Another code for the address that waits to be confirmed.
    CodeAsked {
        person: UserId,
    },
    EmailVerified {
        person: UserId,
    },
    /// The address is still the one before.
    EmailChangeAsked {
        person: UserId,
    },
    EmailChanged {
        person: UserId,
    },
    /// By the person, who knew the one before.
    PasswordChanged {
        person: UserId,
    },
    /// Strangers have tried more passwords than we let through.
    PasswordsTried {
        person: UserId,
    },
    /// By somebody who had none.
    PasswordSet {
        person: UserId,
    },
    /// Another way in. The provider is called as people call it.
    ProviderLinked {
        person: UserId,
        provider: String,
    },
    ProviderUnlinked {
        person: UserId,
        provider: String,
    },
    /// Something is asked for besides the password from now on: what it is, as people call it.
    FactorAdded {
        person: UserId,
        what: String,
    },
    FactorRemoved {
        person: UserId,
        what: String,
    },
    /// New ones; those of before count no more.
    RecoveryCodesMade {
        person: UserId,
    },
    RecoveryCodeUsed {
        person: UserId,
        left: i64,
    },
    /// By somebody who knows the password.
    CodesTried {
        person: UserId,
    },
    ResetAsked {
        person: UserId,
    },
    /// By whoever reads the person's mail.
    PasswordReset {
        person: UserId,
    },
    /// Name or zone changed, or the account was shut out or let in again: whoever shows them elsewhere makes its copy anew.
    ProfileChanged {
        person: UserId,
    },
}
