use contract::{
    AppError, Pairs, Problem,
    tutors::{Answer, Suspend},
};
use domain::tutors::application;

use crate::{
    request::{Done, Failure, Request, value_of},
    said::Said,
};

/// What a moderator makes of somebody who teaches or wants to, by the form's `action`.
pub async fn answer_tutor(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user, handle) = (&request.ctx, request.user()?, request.param("handle")?);
    let said = match value_of(&pairs, "action").unwrap_or_default() {
        "approve" => {
            application::approve(ctx, user, handle, Answer::decode_yes(&pairs)?).await?;
            Said::TutorApproved
        }
        "wish" => {
            application::ask_changes(ctx, user, handle, Answer::decode_wish(&pairs)?).await?;
            Said::ChangesAsked
        }
        "decline" => {
            application::decline(ctx, user, handle, Answer::decode_no(&pairs)?).await?;
            Said::TutorDeclined
        }
        "approve-change" => {
            application::approve_change(ctx, user, handle, Answer::decode_yes(&pairs)?).await?;
            Said::ChangeApproved
        }
        "decline-change" => {
            application::decline_change(ctx, user, handle, Answer::decode_no(&pairs)?).await?;
            Said::ChangeDeclined
        }
        "suspend" => {
            application::suspend(ctx, user, handle, Suspend::decode(&pairs)?).await?;
            Said::TutorSuspended
        }
        "lift" => {
            application::lift(ctx, user, handle, Suspend::decode(&pairs)?).await?;
            Said::TutorLifted
        }
        _ => return Err(AppError::field("action", Problem::NotAChoice).into()),
    };
    Ok(Done::to(format!("/admin/tutors/{handle}")).saying(said))
}
