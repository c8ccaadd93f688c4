//! Telling people what happened. Nobody calls this module: it reacts.

pub mod reactions;
