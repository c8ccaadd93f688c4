use contract::{
    AppError, Pairs, Problem,
    tutors::{
        AddHoliday, AddOverride, AddSeason, CopyDay, CopyWeek, EditHours, EditSeason, RemoveHoliday, RemoveOverride,
        RemoveSeason, UndoHours,
    },
};
use domain::tutors;

use super::{PATH, page::part_of};
use crate::{
    request::{Done, Failure, Request, value_of},
    said::Said,
};

/// The forms of `/teach/availability`, by their `action`.
pub async fn change_availability(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let action = value_of(&pairs, "action").unwrap_or_default();
    match action {
        "hours" => tutors::set_hours(ctx, user, EditHours::decode(&pairs)?).await?,
        "copy-day" => tutors::copy_day(ctx, user, CopyDay::decode(&pairs)?).await?,
        "add-season" => return add_season(&request, &pairs).await,
        "season" => tutors::edit_season(ctx, user, EditSeason::decode(&pairs)?).await?,
        "remove-season" => tutors::remove_season(ctx, user, RemoveSeason::decode(&pairs)?).await?,
        "holiday" => tutors::add_holiday(ctx, user, AddHoliday::decode(&pairs)?).await?,
        "remove-holiday" => tutors::remove_holiday(ctx, user, RemoveHoliday::decode(&pairs)?).await?,
        "override" => tutors::add_override(ctx, user, AddOverride::decode(&pairs)?).await?,
        "remove-override" => tutors::remove_override(ctx, user, RemoveOverride::decode(&pairs)?).await?,
        "copy-week" => tutors::copy_week(ctx, user, CopyWeek::decode(&pairs)?).await?,
        "undo" => return undo(&request, &pairs).await,
        _ => return Err(AppError::field("action", Problem::NotAChoice).into()),
    }
    Ok(Done::to(format!("{PATH}?part={}", part_of(action))).saying(Said::HoursSaved))
}

/// Leads to its hours, which come next.
async fn add_season(request: &Request, pairs: &Pairs) -> Result<Done, Failure> {
    let season = tutors::add_season(&request.ctx, request.user()?, AddSeason::decode(pairs)?).await?;
    let which = season.map(|id| format!("&season={id}")).unwrap_or_default();
    Ok(Done::to(format!("{PATH}?part=seasons{which}")).saying(Said::HoursSaved))
}

async fn undo(request: &Request, pairs: &Pairs) -> Result<Done, Failure> {
    tutors::undo_hours(&request.ctx, request.user()?, UndoHours::decode(pairs)?).await?;
    let part = ["seasons", "days", "preview"].into_iter().find(|part| value_of(pairs, "part") == Some(part));
    Ok(Done::to(format!("{PATH}?part={}", part.unwrap_or("week"))).saying(Said::HoursUndone))
}
