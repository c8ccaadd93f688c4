//! The rules of TutorForge and the only place that holds SQL. No Leptos, no axum: what a person may do is decided
//! here, whoever asks and however.

pub mod accounts;
pub mod audit;
pub mod bookings;
pub mod calendar;
mod clock;
mod ctx;
pub mod demo;
mod error;
pub mod events;
pub mod jobs;
pub mod live;
pub mod messages;
pub mod notifications;
mod once;
mod origin;
pub mod outbox;
pub mod personal;
pub mod platform;
pub mod ports;
pub mod ranking;
pub mod rating;
pub mod reviews;
pub mod rights;
mod row_key;
pub mod seal;
pub mod search;
pub mod tutors;
pub mod when;

#[cfg(test)]
mod testing;

pub use clock::Clock;
pub use ctx::Ctx;
pub use error::{Explain, Explained};
pub use once::{Once, once, was_done};
pub use origin::Origin;

/// Brings the database to the newest version of the tables.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");
