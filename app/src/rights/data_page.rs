use contract::{
    AppError, Pairs, Problem,
    rights::{AskExport, AskToLeave},
};
use domain::rights;
use leptos::prelude::*;

use super::{export_part::ExportPart, leave_part::LeavePart};
use crate::{
    request::{Done, Failure, Request, Screen, value_of},
    said::Said,
    ui::prelude::*,
};

pub(super) const PATH: &str = "/settings/data";

/// Asks for a file, or to be erased, by the form's `action`.
pub async fn change_data(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let action = value_of(&pairs, "action").unwrap_or_default();
    match action {
        "export" => {
            let form = AskExport::decode(&pairs)?;
            let sudo = user.must_be_sudo(ctx).map_err(AppError::from)?;
            rights::ask_export(ctx, &sudo, form).await?;
            Ok(Done::to(PATH).saying(Said::ExportAsked))
        }
        "leave" => {
            let form = AskToLeave::decode(&pairs)?;
            let sudo = user.must_be_sudo(ctx).map_err(AppError::from)?;
            rights::ask_to_leave(ctx, &sudo, form).await?;
            request.let_out().await?;
            Ok(Done::to("/signin").saying(Said::LeaveAsked).leaving())
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/settings/data`.
pub async fn data_page(request: Request) -> Result<Screen, Failure> {
    let mine = rights::mine(&request.ctx, request.user()?).await?;
    let body = view! {
        <PageHead
            title="Your data"
            crumbs=vec![Crumb::new("/settings", "Settings")]
            lead="All that we hold of you is yours: to take with you, and to have deleted."
        />
        <div class="tf-stack max-w-3xl">
            <ExportPart request=request.clone() export=mine.export again_at=mine.again_at />
            <LeavePart request=request open=mine.open />
        </div>
    };
    Ok(Screen::new("Your data", body))
}
