//! What the search field asks for while one types.

use contract::{Told, tutors::Suggestion};
use leptos::prelude::*;

/// Subjects and tutors that begin like, or are nearly, the words.
#[server(prefix = "/fn", endpoint = "suggest")]
pub async fn suggest(words: String) -> Result<Vec<Suggestion>, Told> {
    use crate::request::function;
    let words: String = words.chars().filter(|c| !c.is_control()).collect();
    function(async |request| Ok(domain::search::suggest(&request.ctx, &words).await?)).await
}
