use chrono::{DateTime, TimeDelta, Utc};
use contract::{Refusal, rights::AskToLeave};

use super::{Error, Event};
use crate::{
    Ctx, Once,
    accounts::{self, Sudo},
    audit::{self, Deed, Note},
    bookings, events, once, outbox,
};

/// How long somebody has to come back.
pub const GRACE: TimeDelta = TimeDelta::days(14);

/// Somebody wants to be erased. They are signed out everywhere and hidden at once; when their time is over it is done. Says
/// when that is.
///
/// # Errors
/// `OpenBookings` as long as somebody waits for them, `LastAdmin`.
pub async fn ask_to_leave(ctx: &Ctx, sudo: &Sudo, form: AskToLeave) -> Result<DateTime<Utc>, Error> {
    let mut tx = ctx.begin().await?;
    let until = ctx.now() + GRACE;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Ok(until);
    }
    accounts::hold(&mut tx, sudo).await?;
    if !bookings::open_bookings(ctx, &mut tx, sudo.id).await?.is_empty() {
        return Err(Refusal::OpenBookings.into());
    }
    let asked = sqlx::query!(
        "INSERT INTO rights.erasure (id, person_id, asked_at, due_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id) WHERE taken_back_at IS NULL DO NOTHING",
        ctx.id(),
        sudo.id.0,
        ctx.now(),
        until,
    )
    .execute(&mut *tx)
    .await?;
    if asked.rows_affected() == 0 {
        return Ok(until);
    }
    accounts::begin_leaving(ctx, &mut tx, sudo.id, until).await?;
    outbox::publish(ctx, &mut tx, events::Event::Rights(Event::LeaveAsked { person: sudo.id, until })).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::LeaveAsked, sudo.id).to(sudo.id)).await?;
    tx.commit().await?;
    metrics::counter!("rights_leave_asked_total").increment(1);
    Ok(until)
}
