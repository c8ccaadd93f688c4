use contract::{
    OfferingId,
    tutors::{ActOnOffering, OfferingAct},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::save::{changed, leave_room};
use crate::{
    Ctx,
    accounts::User,
    tutors::{Error, begin::begin},
};

/// Stops offering it, offers it again, or moves it in the list. What was booked goes on.
///
/// # Errors
/// `ProfileFirst`; `TooManyOfferings`; `NotFound` for one that is not theirs.
pub async fn act_on_offering(ctx: &Ctx, user: &User, form: ActOnOffering) -> Result<(), Error> {
    let Some((mut tx, _)) = begin(ctx, user, form.key).await? else { return Ok(()) };
    let order = in_order(&mut tx, user).await?;
    let Some(at) = order.iter().position(|(id, _)| *id == form.offering.0) else { return Err(Error::NotFound) };
    match form.act {
        OfferingAct::Close => set_closed(ctx, &mut tx, form.offering, true).await?,
        OfferingAct::Reopen if order[at].1 => return Ok(()),
        OfferingAct::Reopen => {
            leave_room(&mut tx, user).await?;
            set_closed(ctx, &mut tx, form.offering, false).await?;
        }
        OfferingAct::Up => shift(&mut tx, order, at, -1).await?,
        OfferingAct::Down => shift(&mut tx, order, at, 1).await?,
    }
    changed(ctx, &mut tx, user).await?;
    tx.commit().await?;
    Ok(())
}

/// All of them, with whether each is open.
async fn in_order(conn: &mut PgConnection, user: &User) -> Result<Vec<(Uuid, bool)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT id, closed_at IS NULL AS "open!" FROM tutors.offering WHERE tutor_id = $1
           ORDER BY closed_at DESC NULLS FIRST, position, id"#,
        user.id.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.open)).collect())
}

async fn set_closed(ctx: &Ctx, conn: &mut PgConnection, id: OfferingId, closed: bool) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE tutors.offering SET closed_at = CASE WHEN $2 THEN coalesce(closed_at, $3) END WHERE id = $1",
        id.0,
        closed,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Changes places with its neighbour among the open ones; at either end it stays.
async fn shift(conn: &mut PgConnection, order: Vec<(Uuid, bool)>, at: usize, by: isize) -> Result<(), sqlx::Error> {
    let mut ids: Vec<Uuid> = order.iter().map(|(id, _)| *id).collect();
    let open = order.iter().filter(|(_, open)| *open).count();
    if let Some(other) = at.checked_add_signed(by).filter(|other| *other < open && at < open) {
        ids.swap(at, other);
    }
    sqlx::query!(
        "UPDATE tutors.offering o SET position = n - 1
         FROM unnest($1::uuid[]) WITH ORDINALITY AS t (id, n) WHERE o.id = t.id",
        &ids
    )
    .execute(conn)
    .await?;
    Ok(())
}
