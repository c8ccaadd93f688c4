use contract::{AppError, Refusal};

use crate::{
    accounts,
    error::{Explain, Explained},
};

/// Why a right was not given.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file, or it is somebody else's: nobody is told which.
    #[error("no such file")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Account(#[from] accounts::Error),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Explain for Error {
    fn explain(self) -> Explained {
        match self {
            Self::NotFound => Explained::Told(AppError::NotFound),
            Self::Refused(refusal) => Explained::Told(refusal.into()),
            Self::Account(error) => error.explain(),
            Self::Database(error) => error.explain(),
        }
    }
}
