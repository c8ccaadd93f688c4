//! What the slot picker asks for while one looks around.

use contract::{AppError, bookings::WeekView};
use leptos::prelude::*;

/// A week of a tutor's free times, from the given day, worded for the reader.
#[server(prefix = "/fn", endpoint = "free_week")]
pub async fn free_week(handle: String, first: String) -> Result<WeekView, AppError> {
    use crate::{
        bookings::week::week_of,
        request::{Request, answer},
    };
    let reference = || String::from("free-week");
    let request = Request::current().map_err(|f| answer(f, &reference()))?;
    let id = request.id.clone();
    week_of(&request, &handle, Some(&first)).await.map_err(|f| answer(f, &id))
}
