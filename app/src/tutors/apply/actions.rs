use contract::{
    AppError, Pairs, Problem,
    tutors::{Apply, SpeakLanguages, Withdraw},
};
use domain::tutors::application;

use crate::{
    request::{Done, Failure, Request, value_of},
    said::Said,
};

/// The forms of `/teach/apply`, by their `action`; the application itself is kept or sent, by the button.
pub async fn apply(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let action = value_of(&pairs, "action").unwrap_or_default();
    let said = match (action, value_of(&pairs, "step")) {
        ("application", Some("send")) => {
            application::submit(ctx, user, Apply::decode_whole(&pairs)?).await?;
            Said::ApplicationSent
        }
        ("application", _) => {
            application::save(ctx, user, Apply::decode(&pairs)?).await?;
            Said::ApplicationSaved
        }
        ("withdraw", _) => {
            application::withdraw(ctx, user, Withdraw::decode(&pairs)?).await?;
            Said::ApplicationWithdrawn
        }
        ("languages", _) => {
            application::change_languages(ctx, user, SpeakLanguages::decode(&pairs)?).await?;
            Said::LanguagesSaved
        }
        ("take-back", _) => {
            application::take_back(ctx, user, Withdraw::decode(&pairs)?).await?;
            Said::ChangeTakenBack
        }
        _ => return Err(AppError::field("action", Problem::NotAChoice).into()),
    };
    Ok(Done::to("/teach/apply").saying(said))
}
