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
mod life;
mod lists;
mod model;
mod open_bookings;
mod open_requests;
mod page;
mod personal;
mod rate;
mod ratings;
mod reply;
mod slots;
#[cfg(test)]
pub(crate) mod testing;

pub use accept::accept;
pub use availability::{HORIZON_DAYS, availabilities, availabilities_on, availability, busy};
pub use book::book;
pub use cancel::cancel;
pub use complete::complete;
pub use decline::decline;
pub use error::Error;
pub use events::Event;
pub use expire::Expire;
pub use lists::{Cursor, Listed, Needs, View, list, needs, waiting};
pub use model::{Action, Side, State};
pub use open_bookings::{OpenBooking, open_bookings};
pub use page::{BookingPage, Party, Rating, TimelineStep, page};
pub(crate) use personal::PERSONAL;
pub use rate::rate;
pub use ratings::{PublicRating, ratings_of};
pub use reply::reply;
pub use slots::{
    Availability, DayRange, STEP_MINUTES, Slot, WeeklyRange, free, local_range, nearest, next_free, offered,
};
