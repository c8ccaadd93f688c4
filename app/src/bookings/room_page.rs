use contract::BookingId;
use domain::bookings;
use leptos::prelude::*;

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
    let body = view! {
        <PageHead title="Your room" crumbs=crumbs lead=lead />
        <div class="tf-actions">
            <ButtonLink href=way.url look=Look::Primary rel="noreferrer">
                "Go in"
            </ButtonLink>
            <ButtonLink href=format!("/bookings/{id}")>"Back to the session"</ButtonLink>
        </div>
    };
    Ok(Screen::new("Your room", body))
}
