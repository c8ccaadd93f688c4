use serde::{Deserialize, Serialize};

use crate::{Problem, Refusal};

/// What can go wrong, in the only shape in which it leaves the server. Safe to show to anyone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Nobody is signed in, or the session has ended.
    #[error("Please sign in first.")]
    SignedOut,
    /// Signed in, but not as someone who may do this.
    #[error("This is not open to you.")]
    Forbidden,
    #[error("There is nothing here.")]
    NotFound,
    /// The form was not understood; one entry for each field that is wrong.
    #[error("Some of this needs another look.")]
    Invalid { fields: Vec<FieldError> },
    /// A rule of the product says no.
    #[error("{refusal}")]
    Refused { refusal: Refusal },
    /// More was sent than a form may hold.
    #[error("That is more than we can take at once: at most {limit_kib} KiB.")]
    TooLarge { limit_kib: usize },
    /// Too many tries. `retry_after` is in seconds.
    #[error("That was too often. Please try again in {}.", wait(*.retry_after))]
    TooMany { retry_after: u32 },
    /// A part that this needs is down or overloaded.
    #[error("This does not work right now. Please try again in a moment.")]
    Unavailable,
    /// Our mistake. The reference is in the log.
    #[error("Something broke on our side. Please try again; if it stays, tell us this reference: {reference}")]
    Internal { reference: String },
}

/// One field of a form and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub problem: Problem,
}

impl AppError {
    /// One field is wrong.
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid { fields: vec![FieldError { field: field.into(), problem }] }
    }

    /// The HTTP status that says the same.
    pub fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Invalid { .. } => 422,
            Self::Refused { .. } => 409,
            Self::TooLarge { .. } => 413,
            Self::TooMany { .. } => 429,
            Self::Unavailable => 503,
            Self::Internal { .. } => 500,
        }
    }

    /// In how many seconds it is worth trying again, where waiting helps.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooMany { retry_after } => Some(*retry_after),
            Self::Unavailable => Some(5),
            _ => None,
        }
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused { refusal }
    }
}

fn wait(seconds: u32) -> String {
    match seconds {
        0..=1 => "a second".into(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}
