use std::fmt;

use contract::AppError;
use sqlx::postgres::PgDatabaseError;

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
            other => Explained::Broken(Box::new(WithoutValues(other))),
        }
    }
}

/// What the database said, without what it quotes: a log is no place for addresses and messages of people. They stand in
/// the detail ("Key (email)=(…) already exists") and, where a value itself was wrong, in the message.
pub(crate) struct WithoutValues(pub sqlx::Error);

/// Of codes that say that a value was wrong (appendix A of Postgres' manual, class 22).
const WRONG_VALUE: &str = "22";

impl fmt::Display for WithoutValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(said) = self.0.as_database_error().and_then(|error| error.try_downcast_ref::<PgDatabaseError>())
        else {
            return write!(f, "{}", self.0);
        };
        let message = if said.code().starts_with(WRONG_VALUE) { "a value was refused" } else { said.message() };
        write!(f, "error of the database: {message} ({}", said.code())?;
        for (what, name) in [("table", said.table()), ("column", said.column()), ("constraint", said.constraint())] {
            if let Some(name) = name {
                write!(f, ", {what} {name}")?;
            }
        }
        f.write_str(")")
    }
}

impl fmt::Debug for WithoutValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for WithoutValues {}

/// Whether the database refused this for that constraint.
pub(crate) fn breaks(error: &sqlx::Error, constraint: &str) -> bool {
    error.as_database_error().is_some_and(|e| e.constraint() == Some(constraint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Stage;

    #[tokio::test]
    async fn what_is_logged_of_a_refusal_holds_nothing_of_the_row() {
        let stage = Stage::new().await;
        stage.person("ada").await;
        for (sql, names) in [
            (
                "INSERT INTO accounts.person (id, email, handle, name, zone, password_hash, created_at)
                 SELECT gen_random_uuid(), email, 'eve', name, zone, password_hash, created_at FROM accounts.person",
                "23505, table person, constraint person_email_key",
            ),
            ("SELECT email::int FROM accounts.person", "22P02"),
            ("UPDATE accounts.person SET handle = 'ada@example.org'", "23514, table person"),
        ] {
            let error = sqlx::query(sql).execute(&stage.ctx.db).await.unwrap_err();
            assert!(format!("{error:?}").contains("ada@example.org"), "there is something to hide in {error:?}");
            let Explained::Broken(logged) = error.explain() else { panic!("{sql}") };
            for text in [format!("{logged}"), format!("{logged:?}")] {
                assert!(!text.contains("ada@") && text.contains(names), "{text}");
            }
        }
    }
}
