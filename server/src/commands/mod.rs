//! The subcommands of `tutorforge`, a file each.

pub mod audit;
pub mod healthcheck;
pub mod keys;
pub mod migrate;
pub mod ranking;
pub mod reindex;
pub mod seed;
pub mod serve;
pub mod user;
pub mod work;
