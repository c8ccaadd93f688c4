use contract::{AppError, Refusal};

use crate::error::{Explain, Explained};

/// Why a verb of messages did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is nobody with that handle, or no such message")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("too often; again in {0} s")]
    TooOften(u32),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Explain for Error {
    fn explain(self) -> Explained {
        match self {
            Self::NotFound => Explained::Told(AppError::NotFound),
            Self::Refused(refusal) => Explained::Told(refusal.into()),
            Self::TooOften(retry_after) => Explained::Told(AppError::TooMany { retry_after }),
            Self::Database(error) => error.explain(),
        }
    }
}
