//! Booking a session and everything that follows until it is rated.

mod about;
mod action_forms;
mod actions;
mod book_page;
mod booking_page;
mod calendar_page;
mod chosen;
mod groups;
mod move_forms;
mod my_bookings_page;
mod room_page;
mod rows;
mod series_forms;
mod series_page;
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
    groups::{GroupRow, act_on_group, group_page, groups_page, plan_group, plan_page},
    my_bookings_page::my_bookings_page,
    room_page::room_page,
    rows::BookingRow,
    series_page::{book_series, series_page},
    week::SlotLinks,
    words::{Standing, next_step, policy_words, state_tone, state_word},
};
