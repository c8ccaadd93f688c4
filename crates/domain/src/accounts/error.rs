use contract::{AppError, Problem, Refusal};

use crate::error::{Explain, Explained};

/// Why an account verb did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("e-mail and password do not go together")]
    WrongCredentials,
    #[error("the address has an account")]
    EmailTaken,
    #[error("the handle is taken")]
    HandleTaken,
    #[error("the password is a common one")]
    CommonPassword,
    #[error("the password was stolen elsewhere")]
    StolenPassword,
    #[error("the password is the person's name or address")]
    PasswordIsYou,
    #[error("the password holds the name of the place")]
    PasswordIsPlace,
    #[error("this is not the person's password")]
    WrongPassword,
    #[error("the password was not given")]
    PasswordMissing,
    #[error("no address was given, and none is vouched for")]
    AddressMissing,
    #[error("the new password is the old one")]
    SamePassword,
    #[error("the new address is the old one")]
    SameAddress,
    #[error("there is no such time zone")]
    UnknownZone,
    #[error("there is no such role")]
    UnknownRole,
    #[error("nobody has that handle")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("too often; again in {0} s")]
    TooOften(u32),
    #[error("too many passwords are being checked at once")]
    Overloaded,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error("passkeys do not work: {0}")]
    Passkey(String),
    #[error(transparent)]
    Sealed(#[from] crate::seal::SealError),
    #[error("the list of stolen passwords cannot be read: {0}")]
    Breached(#[from] std::io::Error),
    #[error("the stored password hash cannot be read: {0}")]
    Hash(String),
}

impl Explain for Error {
    fn explain(self) -> Explained {
        Explained::Told(match self {
            Self::WrongCredentials => Refusal::WrongCredentials.into(),
            Self::EmailTaken => AppError::field("email", Problem::EmailTaken),
            Self::HandleTaken => AppError::field("handle", Problem::HandleTaken),
            Self::CommonPassword => AppError::field("password", Problem::CommonPassword),
            Self::StolenPassword => AppError::field("password", Problem::StolenPassword),
            Self::PasswordIsYou => AppError::field("password", Problem::PasswordIsYou),
            Self::PasswordIsPlace => AppError::field("password", Problem::PasswordIsPlace),
            Self::WrongPassword => AppError::field("current_password", Problem::WrongPassword),
            Self::PasswordMissing => AppError::field("current_password", Problem::Missing),
            Self::AddressMissing => AppError::field("email", Problem::Missing),
            Self::SamePassword => AppError::field("password", Problem::Unchanged),
            Self::SameAddress => AppError::field("email", Problem::Unchanged),
            Self::UnknownZone => AppError::field("zone", Problem::UnknownZone),
            Self::UnknownRole => AppError::field("role", Problem::NotAChoice),
            Self::NotFound => AppError::NotFound,
            Self::Refused(refusal) => refusal.into(),
            Self::TooOften(retry_after) => AppError::TooMany { retry_after },
            Self::Overloaded => AppError::Unavailable,
            Self::Database(error) => return error.explain(),
            Self::Hash(_) | Self::Sealed(_) | Self::Passkey(_) | Self::Breached(_) => {
                return Explained::Broken(Box::new(self));
            }
        })
    }
}
