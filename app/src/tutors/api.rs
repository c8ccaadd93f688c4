//! What the search field asks for while one types.

use contract::{AppError, tutors::Suggestion};
use leptos::prelude::*;

/// Subjects and tutors that begin like, or are nearly, the words.
#[server(prefix = "/fn", endpoint = "suggest")]
pub async fn suggest(words: String) -> Result<Vec<Suggestion>, AppError> {
    use crate::request::{Failure, Request, answer};
    let request = Request::current().map_err(|failure| answer(failure, "suggest"))?;
    let words: String = words.chars().filter(|c| !c.is_control()).collect();
    let found = domain::search::suggest(&request.ctx, &words).await;
    found.map_err(|error| answer(Failure::from(error), &request.id))
}
