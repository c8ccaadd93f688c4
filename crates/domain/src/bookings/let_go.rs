use contract::{BookingId, bookings::Step};

use super::{
    Error,
    life::{begin_step, move_to},
    state::Action,
};
use crate::{Ctx, accounts::User, once::was_done};

/// The student does not want a time that was held. It is free again, and nothing of it is left.
pub async fn let_go(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    if was_done(ctx, user.id, form.key).await? {
        return Ok(());
    }
    let Some(step) = begin_step(ctx, user, id, form.key, Action::LetGo).await? else { return Ok(()) };
    let mut tx = step.tx;
    move_to(ctx, &mut tx, &step.booking, step.allowed).await?;
    tx.commit().await?;
    Ok(())
}
