use contract::SubmissionId;
use domain::reviews;

use crate::{
    request::{Failure, Request},
    reviews::place_words,
};

/// What a session is to be about, where it is to be about code that was reviewed: the first words of the message, with
/// the threads that are still open. Empty for everything else, and for what the reader may not see.
pub(super) async fn about(request: &Request) -> Result<String, Failure> {
    let Some(id) = request.query("about").and_then(|text| text.parse::<SubmissionId>().ok()) else {
        return Ok(String::new());
    };
    let (ctx, me) = (&request.ctx, request.caller.as_ref());
    let Some(page) = reviews::page(ctx, me, id, None).await? else { return Ok(String::new()) };
    let threads = reviews::threads(ctx, me, id).await?;
    let open = threads.iter().filter(|thread| thread.is_open()).map(|thread| {
        let first = thread.comments.first().map(|comment| markup::plain(&comment.text)).unwrap_or_default();
        format!("\n- #{} on {}: {first}", thread.number, place_words(&thread.place))
    });
    let open: String = open.take(10).collect();
    let open = if open.is_empty() { open } else { format!("\n\nStill open:{open}") };
    let about = format!("About “{}”: {}/reviews/{id}{open}", page.title, ctx.public_url);
    Ok(about.chars().take(1_900).collect())
}
