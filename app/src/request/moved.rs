//! Somebody changes their handle, and links to them go on working for a while.

use domain::accounts;

use super::{Failure, LocalPath, Request};

/// Where this page of somebody is since they have another handle; `None` if it never was theirs.
pub(super) async fn moved(request: &Request) -> Result<Option<LocalPath>, Failure> {
    let Ok(past) = request.param("handle") else { return Ok(None) };
    let Some(handle) = accounts::handle_now(&request.ctx, past).await? else { return Ok(None) };
    let path: Vec<&str> =
        request.path.split('/').map(|part| if part == past { handle.as_str() } else { part }).collect();
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(request.queries()).finish();
    let query = if query.is_empty() { query } else { format!("?{query}") };
    Ok(LocalPath::parse(&format!("{}{query}", path.join("/"))))
}
