//! How TutorForge runs: the processes around the rules.

pub mod commands;
pub mod compose;
pub mod config;
pub mod http;
pub mod jobs;
pub mod router;
pub mod telemetry;
