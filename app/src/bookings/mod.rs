//! Booking a session and everything that follows until it is rated.

mod about;
mod action_forms;
mod actions;
mod book_page;
mod booking_page;
mod calendar_page;
mod move_forms;
mod my_bookings_page;
mod rows;
mod slot_picker;
mod week;
mod why_not;
mod words;

pub(crate) use week::{DayView, week};
pub use {
    actions::act,
    book_page::{book, book_page},
    booking_page::booking_page,
    calendar_page::{calendar_page, change_calendar},
    my_bookings_page::my_bookings_page,
    rows::BookingRow,
    week::SlotLinks,
    words::{Standing, next_step, state_tone, state_word},
};
