//! What a person sees. Pages are compiled for the server alone; islands for both sides.

#[cfg(feature = "ssr")]
pub mod dev;
#[cfg(feature = "ssr")]
pub mod layout;
pub mod ui;
