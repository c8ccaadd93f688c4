use contract::{AppError, GroupId, Pairs, Problem, bookings::Step};
use domain::bookings::{self, GroupAction, Mine};

use crate::{
    request::{Done, Failure, Request, value_of},
    said::Said,
};

/// Every step on the page of a group, by its form's `action`.
pub async fn act_on_group(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let id: GroupId = request.id_param("id")?;
    let (ctx, user) = (&request.ctx, request.user()?);
    let action = value_of(&pairs, "action").and_then(|value| value.parse().ok());
    let said = match action.ok_or_else(|| AppError::field("action", Problem::NotAChoice))? {
        GroupAction::Join | GroupAction::Take => {
            bookings::join(ctx, user, id, Step::decode(&pairs)?).await?;
            Said::Joined
        }
        GroupAction::LetGo => {
            let page = bookings::group_page(ctx, Some(user), id).await?.ok_or(AppError::NotFound)?;
            // What is not kept any more is let go already.
            if let Mine::Kept { booking, .. } = page.mine {
                bookings::let_go(ctx, user, booking, Step::decode(&pairs)?).await?;
            }
            Said::SeatLetGo
        }
        GroupAction::Wait => {
            bookings::wait(ctx, user, id, Step::decode(&pairs)?).await?;
            Said::InLine
        }
        GroupAction::LeaveLine => {
            bookings::leave_line(ctx, user, id, Step::decode(&pairs)?).await?;
            Said::LineLeft
        }
        GroupAction::CallOff => {
            bookings::call_off(ctx, user, id, Step::decode_reason(&pairs)?).await?;
            Said::GroupCalledOff
        }
    };
    Ok(Done::to(format!("/groups/{id}")).saying(said))
}
