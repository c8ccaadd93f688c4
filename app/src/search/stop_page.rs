use contract::{AppError, Pairs, tutors::StopAlerts};
use domain::search;
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Request, Screen},
    said::Said,
    ui::prelude::*,
};

/// Stops the mails about a search, by whoever has the link of one: no signing in.
pub async fn stop(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    search::stop_alerts(&request.ctx, StopAlerts::decode(&pairs)?).await?;
    Ok(Done::to("/").saying(Said::AlertsStopped))
}

/// `/searches/stop`: asks first, because mail programs follow links by themselves.
pub async fn stop_page(request: Request) -> Result<Screen, Failure> {
    let (saved, code) = (request.query("saved").unwrap_or_default(), request.query("code").unwrap_or_default());
    let id = saved.parse().map_err(|_| AppError::NotFound)?;
    let stopping = search::stopping(&request.ctx, id, code).await?.ok_or(AppError::NotFound)?;
    let rest = if stopping.stopped {
        view! { <EmptyState says="You get no mails about this search." more="It is kept, and you can turn them on again." icon=Icon::Check /> }.into_any()
    } else {
        let (saved, code) = (saved.to_owned(), code.to_owned());
        view! {
            <Form key=request.key() action_label="Stop these mails" to="/searches/stop" consequence="The search itself is kept.">
                <input type="hidden" name="saved" value=saved />
                <input type="hidden" name="code" value=code />
            </Form>
        }
        .into_any()
    };
    let body = view! {
        <PageHead title="Mails about a saved search" lead=format!("“{}”", stopping.name) />
        {rest}
    };
    Ok(Screen::new("Mails about a saved search", body).plain())
}
