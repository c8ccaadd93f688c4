use domain::bookings::{self, Cursor, View};
use leptos::prelude::*;

use super::rows::BookingRow;
use crate::{
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

pub async fn my_bookings_page(request: Request) -> Result<Screen, Failure> {
    let view = if request.query("view") == Some("past") { View::Past } else { View::Coming };
    let name = if view == View::Past { "past" } else { "coming" };
    let after = request.query("after").and_then(|text| text.parse::<Cursor>().ok());
    let (rows, next) = bookings::list(&request.ctx, request.user()?, view, after).await?;
    let (reader, now) = (request.reader, request.ctx.now());
    let list = if rows.is_empty() {
        let says = match view {
            View::Coming => "No session is coming up.",
            View::Past => "No session lies behind you yet.",
        };
        view! {
            <EmptyState says=says more="Find somebody who can help, and ask for an hour." icon=Icon::Calendar>
                <ButtonLink href="/tutors" look=Look::Primary>
                    "Find a tutor"
                </ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = rows
            .into_iter()
            .map(|booking| view! { <BookingRow booking=booking reader=reader now=now /> })
            .collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let newest = after.map(|_| format!("/bookings?view={name}"));
    let next = next.map(|cursor| format!("/bookings?view={name}&after={cursor}"));
    let body = view! {
        <PageHead title="Bookings" lead=format!("All times are in your zone, {}.", time::zone_name(reader.zone)) />
        <Tabs label="Which bookings">
            <Tab href="/bookings" current=view == View::Coming>
                "Coming up"
            </Tab>
            <Tab href="/bookings?view=past" current=view == View::Past>
                "Past"
            </Tab>
        </Tabs>
        {list}
        <Pager before=newest after=next before_label="Back to the first" after_label="More" />
    };
    Ok(Screen::new("Bookings", body))
}
