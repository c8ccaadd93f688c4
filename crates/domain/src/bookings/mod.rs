//! Sessions from the request to the rating, and the computing of free time. Overlap is refused by the database for
//! everyone alike; nothing here checks first and hopes.

mod accept;
mod availability;
mod book;
mod cancel;
mod complete;
mod decline;
mod error;
mod events;
mod expire;
mod feed;
mod life;
mod met;
mod lists;
mod model;
mod open_requests;
mod page;
mod rate;
mod ratings;
mod remind;
mod reply;
mod slots;
#[cfg(test)]
pub(crate) mod testing;
mod why_not;

pub use accept::accept;
pub use availability::{HORIZON_DAYS, availabilities, availabilities_on, availability, busy};
pub use book::book;
pub use cancel::cancel;
pub use complete::complete;
pub use decline::decline;
pub use error::Error;
pub use events::Event;
pub use expire::Expire;
pub use feed::{Feed, feed, make_feed, my_feed, remove_feed};
pub use met::have_met;
pub use lists::{Cursor, Listed, Needs, View, list, needs, waiting};
pub use model::{Action, Side, State};
pub use page::{BookingPage, Party, Rating, TimelineStep, page};
pub use rate::rate;
pub use ratings::{PublicRating, ratings_of};
pub use remind::Remind;
pub use reply::reply;
pub use why_not::{WhyNot, why_not};
pub use slots::{
    Availability, DayRange, STEP_MINUTES, Slot, WeeklyRange, free, local_range, nearest, next_free, offered,
};
