//! The frames pages stand in.

pub mod plain;
pub mod site;
pub mod theme;

pub use plain::Plain;
pub use site::{Site, Viewer};
