use contract::{AppError, Problem, Refusal};

use crate::error::{Explain, Explained};

/// Why a booking verb did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such booking, or it is somebody else's: nobody is told which.
    #[error("no such booking")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("the tutor does not teach this subject")]
    SubjectNotTaught,
    /// The time in this field of the form is not free for both.
    #[error("not free for both")]
    NotFree(&'static str),
    /// What was chosen in this field of the form does not fit what there is.
    #[error("{0} does not fit")]
    Unfit(&'static str, Problem),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Explain for Error {
    fn explain(self) -> Explained {
        match self {
            Self::NotFound => Explained::Told(AppError::NotFound),
            Self::Refused(refusal) => Explained::Told(refusal.into()),
            Self::SubjectNotTaught => Explained::Told(AppError::field("subject", Problem::NotAChoice)),
            Self::NotFree(field) => Explained::Told(AppError::field(field, Problem::NotAChoice)),
            Self::Unfit(field, problem) => Explained::Told(AppError::field(field, problem)),
            Self::Database(error) => error.explain(),
        }
    }
}
