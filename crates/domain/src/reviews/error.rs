use contract::{AppError, FieldError, Problem, Refusal};

use crate::{
    error::{Explain, Explained},
    jobs::JobError,
};

/// Why a verb of code review did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is not for this person to see: nobody is told which.
    #[error("no such submission")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Fields of the form that only the rules could find wrong, such as a path that leads out of the submission.
    #[error("{} fields are wrong", .0.len())]
    Invalid(Vec<FieldError>),
    #[error("too often; again in {0} s")]
    TooOften(u32),
    #[error("the reading of an upload broke off: {0}")]
    Reading(#[from] tokio::task::JoinError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Error {
    /// One field is wrong.
    pub(super) fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError { field: field.into(), problem }])
    }
}

impl Explain for Error {
    fn explain(self) -> Explained {
        match self {
            Self::NotFound => Explained::Told(AppError::NotFound),
            Self::Refused(refusal) => Explained::Told(refusal.into()),
            Self::Invalid(fields) => Explained::Told(AppError::Invalid { fields }),
            Self::TooOften(retry_after) => Explained::Told(AppError::TooMany { retry_after }),
            Self::Reading(_) => Explained::Broken(Box::new(self)),
            Self::Database(error) => error.explain(),
        }
    }
}

/// What is gone or does not allow it any more cannot be helped by another try.
impl From<Error> for JobError {
    fn from(error: Error) -> Self {
        match error {
            Error::Database(error) => Self::retry(error),
            other => Self::fail(other),
        }
    }
}
