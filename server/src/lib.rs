//! How TutorForge runs: the processes around the rules.

pub mod jobs;
