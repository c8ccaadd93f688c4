use contract::{AppError, Problem, Refusal};

use super::{HOLIDAYS_MAX, PLANNED_DAYS, SEASONS_MAX, SPECIALTIES_MAX};
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
    #[error("the day is more than {PLANNED_DAYS} days ahead")]
    DayTooFar,
    #[error("all of the days have passed")]
    DaysPassed,
    #[error("the days began more than {PLANNED_DAYS} days ago")]
    BegunLongAgo,
    #[error("the days end more than {PLANNED_DAYS} days ahead")]
    DaysTooFar,
    #[error("no day of that week is set apart")]
    NothingToCopy,
    #[error("another season holds on some of the days")]
    OtherSeason,
    #[error("more than {SEASONS_MAX} seasons")]
    TooManySeasons,
    #[error("more than {HOLIDAYS_MAX} holidays")]
    TooManyHolidays,
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
            Self::DaysPassed => AppError::field("until", Problem::InThePast),
            Self::BegunLongAgo => AppError::field("from", Problem::InThePast),
            Self::DaysTooFar => AppError::field("until", Problem::TooFarAhead),
            Self::NothingToCopy => AppError::field("week", Problem::NothingToCopy),
            Self::OtherSeason => AppError::field("from", Problem::OtherSeason),
            Self::TooManySeasons => AppError::field("name", Problem::TooMany { max: SEASONS_MAX }),
            Self::TooManyHolidays => AppError::field("name", Problem::TooMany { max: HOLIDAYS_MAX }),
            Self::Database(error) => return error.explain(),
        })
    }
}
