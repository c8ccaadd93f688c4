//! What is not a page: health, metrics, sessions, and the layers that every request passes.

pub mod api;
pub mod calendar;
pub mod client;
pub mod connections;
pub mod earned;
pub mod exports;
pub mod harden;
pub mod health;
pub mod live;
pub mod metrics;
mod open;
pub mod origin;
pub mod passkeys;
pub mod providers;
pub mod sessions;
pub mod streams;
pub mod trace;
pub mod violations;
mod while_signed_in;
