//! The whole server behind its real router.

mod api;
mod app;
mod audience;
mod bad_input;
mod booking;
mod cookies;
mod headers;
mod pages;
mod providers;
mod search;
mod sessions;
mod sign_in;
mod submit;
mod sudo;
mod threads;
mod tokens;

pub use app::TestApp;
