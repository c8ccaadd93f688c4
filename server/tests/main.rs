//! What is tested from outside, against a real Postgres. One binary: it is linked once.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod commands;
mod guards;
mod jobs;
mod measured;
mod program;
mod search;
mod sessions;
mod web;
