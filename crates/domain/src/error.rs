use contract::AppError;

/// What a person may be told of a failure, or what only the log may hold.
#[derive(Debug)]
pub enum Explained {
    Told(AppError),
    Broken(Box<dyn std::error::Error + Send + Sync>),
}

/// Every module's error says which of its kinds are refusals for people and which are our own faults.
pub trait Explain {
    fn explain(self) -> Explained;
}

impl Explain for AppError {
    fn explain(self) -> Explained {
        Explained::Told(self)
    }
}

impl Explain for sqlx::Error {
    /// A database that is away or overloaded is a reason to come back, not a bug.
    fn explain(self) -> Explained {
        match self {
            Self::PoolTimedOut | Self::PoolClosed | Self::Io(_) | Self::Tls(_) => {
                tracing::warn!(error = %self, "the database cannot be reached");
                Explained::Told(AppError::Unavailable)
            }
            other => Explained::Broken(Box::new(other)),
        }
    }
}

/// Whether the database refused this for that constraint.
pub(crate) fn breaks(error: &sqlx::Error, constraint: &str) -> bool {
    error.as_database_error().is_some_and(|e| e.constraint() == Some(constraint))
}
