//! The whole server behind its real router.

mod api;
pub mod app;
mod audience;
mod bad_input;
mod booking;
mod calendar;
mod connections;
mod cookies;
mod headers;
mod limits;
mod log;
mod metrics;
mod pages;
mod passkeys;
mod providers;
mod rights;
mod search;
mod second;
mod sessions;
mod sign_in;
mod streams;
mod submit;
mod sudo;
mod teaching;
mod threads;
mod tokens;

pub use app::TestApp;
