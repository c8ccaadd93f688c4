//! What only a developer sees.

pub mod gallery_page;
