use contract::{AppError, Refusal};

use crate::error::{Explain, Explained};

/// Why a verb of the search did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such saved search, or it is somebody else's: nobody is told which.
    #[error("no such saved search")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Explain for Error {
    fn explain(self) -> Explained {
        match self {
            Self::NotFound => Explained::Told(AppError::NotFound),
            Self::Refused(refusal) => Explained::Told(refusal.into()),
            Self::Database(error) => error.explain(),
        }
    }
}
