use contract::BookingId;
use domain::bookings;
use leptos::prelude::*;

use super::action_forms::CheckIn;
use crate::{
    request::{Failure, Request, Screen},
    ui::prelude::*,
};

/// `/bookings/{id}/room`: the way out of here and into the room.
pub async fn room_page(request: Request) -> Result<Screen, Failure> {
    let id: BookingId = request.id_param("id")?;
    let way = bookings::way_in(&request.ctx, request.user()?, id).await?;
    let crumbs = vec![Crumb::new("/bookings", "Bookings"), Crumb::new(format!("/bookings/{id}"), "The session")];
    let lead = format!(
        "It is at {}, where you are known by your name. The way in is yours alone: do not pass it on.",
        way.host
    );
    let door = if way.checked_in {
        view! {
            <div class="tf-actions">
                <ButtonLink href=way.url look=Look::Primary rel="noreferrer">
                    "Go in"
                </ButtonLink>
                <ButtonLink href=format!("/bookings/{id}")>"Back to the session"</ButtonLink>
            </div>
        }
        .into_any()
    } else {
        view! { <CheckIn key=request.key() to=format!("/bookings/{id}") room=true /> }.into_any()
    };
    let body = view! {
        <PageHead title="Your room" crumbs=crumbs lead=lead />
        {door}
    };
    Ok(Screen::new("Your room", body))
}
