//! What the slot picker asks for while one looks around.

use contract::{Told, bookings::WeekView};
use leptos::prelude::*;

/// A week of a tutor's free times, from the given day, worded for the reader.
#[server(prefix = "/fn", endpoint = "free_week")]
pub async fn free_week(handle: String, first: String) -> Result<WeekView, Told> {
    use crate::{bookings::week::week_of, request::function};
    function(async |request| week_of(&request, &handle, Some(&first)).await).await
}
