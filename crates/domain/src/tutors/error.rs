use contract::{AppError, Problem, Refusal};

use super::{OVERRIDE_DAYS, SPECIALTIES_MAX};
use crate::error::{Explain, Explained};

/// Why a change to somebody's teaching was not made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("there is no such tutor")]
    NotFound,
    #[error("there is no such subject")]
    UnknownSubject,
    #[error("they have not reviewed what they point at")]
    UnknownSample,
    #[error("more than {SPECIALTIES_MAX} subjects")]
    TooManySpecialties,
    #[error("the day has passed")]
    DayPassed,
    #[error("the day is more than {OVERRIDE_DAYS} days ahead")]
    DayTooFar,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Explain for Error {
    fn explain(self) -> Explained {
        Explained::Told(match self {
            Self::Refused(refusal) => refusal.into(),
            Self::NotFound => AppError::NotFound,
            Self::UnknownSubject => AppError::field("subject", Problem::NotAChoice),
            Self::UnknownSample => AppError::field("sample_1", Problem::NotAChoice),
            Self::TooManySpecialties => AppError::field("subject", Problem::TooMany { max: SPECIALTIES_MAX }),
            Self::DayPassed => AppError::field("day", Problem::InThePast),
            Self::DayTooFar => AppError::field("day", Problem::TooFarAhead),
            Self::Database(error) => return error.explain(),
        })
    }
}
