use contract::{AppError, Problem, Refusal};

use crate::error::{Explain, Explained};

/// Why something about what people earn was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("no such thing")]
    NotFound,
    #[error("another badge has this title")]
    TitleTaken,
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Explain for Error {
    fn explain(self) -> Explained {
        match self {
            Self::NotFound => Explained::Told(AppError::NotFound),
            Self::TitleTaken => Explained::Told(AppError::field("title", Problem::TitleTaken)),
            Self::Refused(refusal) => Explained::Told(refusal.into()),
            Self::Database(error) => error.explain(),
        }
    }
}
