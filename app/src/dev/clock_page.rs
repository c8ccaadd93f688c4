use chrono::TimeDelta;
use contract::{Fields, Pairs};
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Request, Screen},
    said::Said,
    time,
    ui::prelude::*,
};

/// Moves the clock of the whole server forward, so that a session can end without waiting for it.
pub async fn move_clock(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let mut fields = Fields::new(&pairs);
    let minutes = fields.number("minutes", 1, 60 * 24 * 365);
    let minutes = fields.finish(minutes)?;
    let by = TimeDelta::minutes(minutes);
    request.ctx.clock.advance(by);
    request.ctx.jobs.hasten(&request.ctx.db, by).await?;
    tracing::warn!(minutes, "the clock was moved");
    Ok(Done::to("/dev/clock").saying(Said::ClockMoved))
}

pub async fn clock_page(request: Request) -> Result<Screen, Failure> {
    let now = time::moment(request.ctx.now(), request.reader, request.ctx.now());
    let body = view! {
        <PageHead title="Clock" lead=format!("For this server it is {now} ({}).", time::zone_name(request.reader.zone)) />
        <div class="max-w-md" data-now=request.ctx.now().to_rfc3339()>
            <Form key=request.key() action_label="Move forward" look=Look::Primary>
                <NumberField name="minutes" label="Minutes" value="60" min="1" max="525600" />
            </Form>
        </div>
    };
    Ok(Screen::new("Clock", body))
}
