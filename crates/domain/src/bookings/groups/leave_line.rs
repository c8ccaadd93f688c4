use contract::{GroupId, Refusal, bookings::Step};

use super::{facts, line};
use crate::{Ctx, Once, accounts::User, bookings::Error, once};

/// Leaves the waiting list; the others move up.
///
/// # Errors
/// `NotInLine`, also for somebody who has been given a seat meanwhile.
pub async fn leave_line(ctx: &Ctx, user: &User, id: GroupId, form: Step) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    facts::load(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    if !line::leave(&mut tx, id, user.id).await? {
        return Err(Refusal::NotInLine.into());
    }
    tx.commit().await?;
    Ok(())
}
