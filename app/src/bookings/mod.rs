//! Booking a session and everything that follows until it is rated.

pub mod api;
pub mod slot_picker;

#[cfg(feature = "ssr")]
mod actions;
#[cfg(feature = "ssr")]
mod book_page;
#[cfg(feature = "ssr")]
mod booking_page;
#[cfg(feature = "ssr")]
mod my_bookings_page;
#[cfg(feature = "ssr")]
mod rows;
#[cfg(feature = "ssr")]
mod week;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub use {
    actions::act,
    book_page::{book, book_page},
    booking_page::booking_page,
    my_bookings_page::my_bookings_page,
    rows::BookingRow,
    week::SlotLinks,
    words::{next_step, state_tone, state_word},
};
