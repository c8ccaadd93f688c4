use contract::{
    AppError, BookingId, Pairs, Problem,
    bookings::{Agree, Ask, Cancel, Decline, Propose, Rate, Reply, SayLate, Step, Take},
};
use domain::bookings::{self, Action};

use crate::{
    request::{Done, Failure, Request, value_of},
    said::Said,
};

/// Where a form that checks somebody in leads to, by its field `then`; without it, back to the session.
pub(super) const INTO_THE_ROOM: &str = "room";

/// Every step on the page of a booking, by its form's `action`.
pub async fn act(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let id: BookingId = request.id_param("id")?;
    let (ctx, user) = (&request.ctx, request.user()?);
    if let Some(said) = act_on_series(&request, id, &pairs).await? {
        return Ok(Done::to(format!("/bookings/{id}")).saying(said));
    }
    let action = value_of(&pairs, "action").and_then(|value| value.parse().ok());
    let said = match action.ok_or_else(|| AppError::field("action", Problem::NotAChoice))? {
        Action::Ask => {
            bookings::ask(ctx, user, id, Ask::decode(&pairs)?).await?;
            Said::Requested
        }
        Action::LetGo => {
            bookings::let_go(ctx, user, id, Step::decode(&pairs)?).await?;
            return Ok(Done::to("/bookings").saying(Said::LetGo));
        }
        Action::Take => {
            bookings::take(ctx, user, id, Take::decode(&pairs)?).await?;
            Said::Taken
        }
        Action::Accept => {
            bookings::accept(ctx, user, id, Step::decode(&pairs)?).await?;
            Said::Accepted
        }
        Action::Decline => {
            bookings::decline(ctx, user, id, Decline::decode(&pairs)?).await?;
            Said::Declined
        }
        Action::Cancel => {
            bookings::cancel(ctx, user, id, Cancel::decode(&pairs)?).await?;
            Said::Cancelled
        }
        Action::Report => {
            bookings::report_rating(ctx, user, id, Step::decode_reason(&pairs)?).await?;
            Said::RatingReported
        }
        Action::Propose => {
            bookings::propose(ctx, user, id, Propose::decode(&pairs)?).await?;
            Said::MoveProposed
        }
        Action::Agree => {
            bookings::agree(ctx, user, id, Agree::decode(&pairs)?).await?;
            Said::Moved
        }
        Action::Reject => {
            bookings::reject(ctx, user, id, Step::decode(&pairs)?).await?;
            Said::MoveDeclined
        }
        Action::CheckIn => {
            bookings::check_in(ctx, user, id, Step::decode(&pairs)?).await?;
            if value_of(&pairs, "then") == Some(INTO_THE_ROOM) {
                return Ok(Done::to(format!("/bookings/{id}/room")).saying(Said::CheckedIn));
            }
            Said::CheckedIn
        }
        Action::SayLate => {
            bookings::say_late(ctx, user, id, SayLate::decode(&pairs)?).await?;
            Said::LateSaid
        }
        Action::ClaimNoShow => {
            bookings::claim_no_show(ctx, user, id, Step::decode(&pairs)?).await?;
            Said::NoShowClaimed
        }
        Action::Dispute => {
            bookings::dispute(ctx, user, id, Step::decode_reason(&pairs)?).await?;
            Said::Disputed
        }
        Action::Complete => {
            bookings::complete(ctx, user, id, Step::decode(&pairs)?).await?;
            Said::Completed
        }
        Action::Rate => {
            bookings::rate(ctx, user, id, Rate::decode(&pairs)?).await?;
            Said::Rated
        }
        Action::Reply => {
            bookings::reply(ctx, user, id, Reply::decode(&pairs)?).await?;
            Said::Replied
        }
        Action::Uphold | Action::Annul | Action::Close | Action::CallOff | Action::Lapse => {
            return Err(AppError::field("action", Problem::NotAChoice).into());
        }
    };
    Ok(Done::to(format!("/bookings/{id}")).saying(said))
}

/// Steps for all that is left of a series. `None` for a step of one session.
async fn act_on_series(request: &Request, id: BookingId, pairs: &Pairs) -> Result<Option<Said>, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let (done, said) = match value_of(pairs, "action") {
        Some("accept-series") => {
            (bookings::accept_series(ctx, user, id, Step::decode(pairs)?).await?, Said::SeriesAccepted)
        }
        Some("decline-series") => {
            (bookings::decline_series(ctx, user, id, Step::decode(pairs)?).await?, Said::SeriesDeclined)
        }
        Some("cancel-series") => {
            (bookings::cancel_series(ctx, user, id, Cancel::decode(pairs)?).await?, Said::SeriesCancelled)
        }
        _ => return Ok(None),
    };
    Ok(Some(if done.refused == 0 { said } else { Said::SeriesInPart }))
}
