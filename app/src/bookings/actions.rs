use contract::{
    AppError, BookingId, Pairs, Problem,
    bookings::{Rate, Reply, Step},
};
use domain::bookings::{self, Action};

use crate::{
    request::{Done, Failure, Request, value_of},
    said::Said,
};

/// Every step on the page of a booking, by its form's `action`.
pub async fn act(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let id: BookingId = request.id_param("id")?;
    let (ctx, user) = (&request.ctx, request.user()?);
    let action = value_of(&pairs, "action").and_then(|value| value.parse().ok());
    let said = match action.ok_or_else(|| AppError::field("action", Problem::NotAChoice))? {
        Action::Accept => {
            bookings::accept(ctx, user, id, Step::decode(&pairs)?).await?;
            Said::Accepted
        }
        Action::Decline => {
            bookings::decline(ctx, user, id, Step::decode(&pairs)?).await?;
            Said::Declined
        }
        Action::Cancel => {
            bookings::cancel(ctx, user, id, Step::decode(&pairs)?).await?;
            Said::Cancelled
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
    };
    Ok(Done::to(format!("/bookings/{id}")).saying(said))
}
