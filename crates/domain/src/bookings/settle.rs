use contract::{BookingId, bookings::Step};

use super::{
    Error, Event,
    cancel::keep_refund,
    facts::load,
    life::{announce, move_to},
    rules::decide,
    state::{Action, Actor},
};
use crate::{
    Ctx, Once,
    accounts::{Power, User},
    audit::{self, Deed, Note},
    once,
};

/// A moderator says that a disputed session took place: it counts as done.
///
/// # Errors
/// `OnlyModerators`; the refusals of the rules.
pub async fn uphold(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    settle(ctx, user, id, form, Action::Uphold).await
}

/// A moderator says that it did not: the student gets everything back.
///
/// # Errors
/// As [`uphold`].
pub async fn annul(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    settle(ctx, user, id, form, Action::Annul).await
}

async fn settle(ctx: &Ctx, user: &User, id: BookingId, form: Step, action: Action) -> Result<(), Error> {
    user.must(Power::SettleSessions)?;
    let mut tx = ctx.begin().await?;
    let booking = load(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let allowed = decide(&booking, Actor::Moderator, action, ctx.now())?;
    move_to(ctx, &mut tx, &booking, allowed).await?;
    let (tutor, student) = (booking.tutor, booking.student);
    let (event, deed) = if action == Action::Uphold {
        announce(ctx, &mut tx, Event::Completed { booking: id, tutor, student, by: None }, None, "").await?;
        (Event::Upheld { booking: id, tutor, student }, Deed::SessionUpheld)
    } else {
        keep_refund(&mut tx, id, booking.price_minor).await?;
        (Event::Annulled { booking: id, tutor, student }, Deed::SessionAnnulled)
    };
    announce(ctx, &mut tx, event, Some(user.id), &form.note).await?;
    let note = Note::new(deed, user.id).to(student).on(format!("booking:{id}")).because(form.note);
    audit::append(ctx, &mut tx, note).await?;
    tx.commit().await?;
    Ok(())
}
