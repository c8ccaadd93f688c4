//! What is not a page: health, metrics, sessions, and the layers that every request passes.

pub mod api;
pub mod client;
pub mod earned;
pub mod harden;
pub mod health;
pub mod live;
pub mod metrics;
pub mod origin;
pub mod providers;
pub mod sessions;
pub mod trace;
pub mod violations;
mod while_signed_in;
