//! The same session week after week: planned, asked for in one go, and answered or cancelled together. Each of them is a booking of
//! its own, so nothing here takes time or changes a state by another way.

mod act;
mod book;
mod plan;
mod read;

pub use act::{SeriesDone, accept_series, cancel_series, decline_series};
pub use book::book_series;
pub use plan::{Planned, plan_series};
pub use read::{SeriesSession, series_of};
