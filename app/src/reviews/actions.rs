use contract::{
    AppError, Pairs, Problem, SubmissionId, ThreadId,
    reviews::{
        Apply, Comment, Decline, EditDraft, OpenThread, PublishRound, RateReview, Reconsider, Resolve, Step, TakeBack,
        Undo, Viewed,
    },
};
use domain::reviews;

use super::{code_fields::wants, preview::PREVIEW, quote::wants_quote};
use crate::{
    request::{Done, Failure, Request, typed, value_of},
    said::Said,
};

/// Every step on the page of a submission, by its form's `action`; what stands after a dot only tells forms of a kind
/// apart. Leads back to where it was done.
pub async fn act(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    if wants(&pairs, PREVIEW) || wants_quote(&pairs) {
        return Ok(Done::here(typed(pairs)));
    }
    let id: SubmissionId = request.id_param("id")?;
    let (ctx, user) = (&request.ctx, request.user()?);
    let action = value_of(&pairs, "action").unwrap_or_default();
    let action = action.split_once('.').map_or(action, |(kind, _)| kind);
    let here = |anchor: String| Done::to(back(&request, id, &anchor));
    let top = || here(String::new());
    Ok(match action {
        "publish" => {
            reviews::publish(ctx, user, id, Step::decode(&pairs)?).await?;
            top().saying(Said::SubmissionPublished)
        }
        "discard" => {
            reviews::discard(ctx, user, id, Step::decode(&pairs)?).await?;
            Done::to("/reviews?view=mine").saying(Said::DraftDeleted)
        }
        "withdraw" => {
            reviews::withdraw(ctx, user, id, Step::decode(&pairs)?).await?;
            top().saying(Said::SubmissionWithdrawn)
        }
        "finish" => {
            reviews::finish(ctx, user, id, Step::decode(&pairs)?).await?;
            top().saying(Said::SubmissionFinished)
        }
        "change_reviewer" => {
            reviews::change_reviewer(ctx, user, id, Step::decode(&pairs)?).await?;
            top().saying(Said::BackInTheQueue)
        }
        "claim" => {
            let link = value_of(&pairs, "link");
            reviews::claim(ctx, user, id, link, Step::decode(&pairs)?).await?;
            top().saying(Said::Claimed)
        }
        "extend" => {
            reviews::extend(ctx, user, id, Step::decode(&pairs)?).await?;
            top().saying(Said::ClaimExtended)
        }
        "leave" => {
            reviews::leave(ctx, user, id, Step::decode(&pairs)?).await?;
            Done::to("/reviews/queue").saying(Said::ClaimReleased)
        }
        "open_thread" => {
            let thread = reviews::open_thread(ctx, user, id, OpenThread::decode(&pairs)?).await?;
            here(at_thread(&request, thread).await?)
        }
        "comment" => {
            let form = Comment::decode(&pairs)?;
            let anchor = at_thread(&request, form.thread).await?;
            reviews::comment(ctx, user, id, form).await?;
            here(anchor)
        }
        "edit_draft" => {
            let form = EditDraft::decode(&pairs)?;
            let anchor = format!("#c{}", form.comment);
            reviews::edit_draft(ctx, user, id, form).await?;
            here(anchor)
        }
        "take_back" => {
            reviews::take_back(ctx, user, id, TakeBack::decode(&pairs)?).await?;
            top()
        }
        "resolve" => {
            let form = Resolve::decode(&pairs)?;
            let anchor = at_thread(&request, form.thread).await?;
            reviews::resolve(ctx, user, id, form).await?;
            here(anchor)
        }
        "publish_round" => {
            reviews::publish_round(ctx, user, id, PublishRound::decode(&pairs)?).await?;
            top().saying(Said::ReviewPublished)
        }
        "apply" | "decline" | "reconsider" => decide(&request, id, action, &pairs).await?,
        "undo" => {
            let iteration = reviews::undo(ctx, user, id, Undo::decode(&pairs)?).await?;
            Done::to(format!("/reviews/{id}?from={}&to={iteration}", iteration.saturating_sub(1))).saying(Said::Undone)
        }
        "rate" => {
            reviews::rate_review(ctx, user, id, RateReview::decode(&pairs)?).await?;
            top().saying(Said::ReviewRated)
        }
        "viewed" => {
            let form = Viewed::decode(&pairs)?;
            let anchor = format!("#h{}", form.hunk);
            reviews::viewed(ctx, user, id, form).await?;
            here(anchor)
        }
        _ => return Err(AppError::field("action", Problem::NotAChoice).into()),
    })
}

/// What the author makes of a suggestion.
async fn decide(request: &Request, id: SubmissionId, action: &str, pairs: &Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let here = |comment| Done::to(back(request, id, &format!("#c{comment}")));
    Ok(match action {
        "decline" => {
            let form = Decline::decode(pairs)?;
            let here = here(form.comment);
            reviews::decline(ctx, user, id, form).await?;
            here.saying(Said::SuggestionDeclined)
        }
        "reconsider" => {
            let form = Reconsider::decode(pairs)?;
            let here = here(form.comment);
            reviews::reconsider(ctx, user, id, form).await?;
            here.saying(Said::SuggestionReconsidered)
        }
        _ => {
            let iteration = reviews::apply(ctx, user, id, Apply::decode(pairs)?).await?;
            Done::to(format!("/reviews/{id}?from={}&to={iteration}", iteration.saturating_sub(1))).saying(Said::Applied)
        }
    })
}

async fn at_thread(request: &Request, thread: ThreadId) -> Result<String, Failure> {
    let number = reviews::thread_number(&request.ctx, thread).await?;
    Ok(number.map(|number| format!("#t{number}")).unwrap_or_default())
}

/// The page as it was looked at, without the place that was written at.
fn back(request: &Request, id: SubmissionId, anchor: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in request.queries().iter().filter(|(name, _)| name != "at") {
        query.append_pair(name, value);
    }
    let query = query.finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/reviews/{id}{mark}{query}{anchor}")
}
