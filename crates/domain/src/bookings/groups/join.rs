use contract::{BookingId, GroupId, Refusal, bookings::Step};
use sqlx::PgConnection;

use super::{facts, line, model::Group, seat, seat::claim};
use crate::{
    Ctx, Once,
    accounts::{self, User},
    bookings::{
        Error, Event,
        facts::load,
        life::{announce, move_to},
        model::Booking,
        state::{Action, Side, State},
        take_time::{free_lapsed, settle_time},
    },
    error::breaks,
    once,
};

/// Takes a seat: the one that is kept for them, or a free one that nobody in line can have. It is settled with that.
///
/// # Errors
/// `GroupFull`, `SeatPassedOn`, `YouAreBusy` (found by the database), `AlreadyJoined`, `OwnGroup`, `NotTeaching`, `JoiningOver`,
/// `GroupCalledOff`, `VerifyFirst`.
pub async fn join(ctx: &Ctx, user: &User, id: GroupId, form: Step) -> Result<(), Error> {
    user.must_be_verified(ctx.now())?;
    let seen = facts::read(&ctx.db, id).await?.ok_or(Error::NotFound)?;
    let apart = accounts::kept_apart(ctx, user.id).await?.contains(&seen.tutor);
    free_lapsed(ctx, &claim(ctx, &seen, user.id, None)).await?;

    let mut tx = ctx.begin().await?;
    let group = facts::load(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    refuse(ctx, &mut tx, &group, user, apart).await?;
    let booking = match kept(ctx, &mut tx, &group, user).await? {
        Some(kept) => take_kept(ctx, &mut tx, &kept).await?,
        None => take_free(ctx, &mut tx, &group, user).await?,
    };
    line::leave(&mut tx, id, user.id).await?;
    let event = Event::Booked { booking, tutor: group.tutor, student: user.id };
    announce(ctx, &mut tx, event, Some(user.id), "").await?;
    tx.commit().await?;
    Ok(())
}

/// What speaks against this person in this group, whether or not there is a seat.
pub(super) async fn refuse(
    ctx: &Ctx,
    conn: &mut PgConnection,
    group: &Group,
    user: &User,
    apart: bool,
) -> Result<(), Error> {
    if group.tutor == user.id {
        return Err(Refusal::OwnGroup.into());
    }
    group.must_be_open(ctx.now())?;
    if apart || !teaches(conn, group).await? { Err(Refusal::NotTeaching.into()) } else { Ok(()) }
}

async fn teaches(conn: &mut PgConnection, group: &Group) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM tutors.public_tutor t JOIN accounts.public_person p ON p.id = t.person_id
                          WHERE t.person_id = $1 AND t.published AND NOT p.disabled) AS "teaches!""#,
        group.tutor.0
    )
    .fetch_one(conn)
    .await
}

/// The seat that is kept for them. The line moves on first: what was kept for too long is somebody else's, and the seat that
/// became free may be theirs.
async fn kept(ctx: &Ctx, conn: &mut PgConnection, group: &Group, user: &User) -> Result<Option<Booking>, Error> {
    let before = seat::of(&mut *conn, group.id, user.id).await?;
    line::drop_lapsed(ctx, conn, group.id).await?;
    line::pass_on(ctx, conn, group.id).await?;
    let Some(seat) = seat::of(&mut *conn, group.id, user.id).await? else {
        let full = free_seats(conn, group).await? <= 0;
        return if before.is_some() && full { Err(Refusal::SeatPassedOn.into()) } else { Ok(None) };
    };
    let booking = load(conn, seat).await?.ok_or(Error::NotFound)?;
    if booking.state == State::Held { Ok(Some(booking)) } else { Err(Refusal::AlreadyJoined.into()) }
}

async fn take_kept(ctx: &Ctx, conn: &mut PgConnection, booking: &Booking) -> Result<BookingId, Error> {
    let allowed = booking.check(Side::Student, Action::Ask, ctx.now())?;
    if settle_time(conn, booking.id, None).await? != 1 {
        return Err(Refusal::YouAreBusy.into());
    }
    move_to(ctx, conn, booking, allowed).await?;
    Ok(booking.id)
}

async fn take_free(ctx: &Ctx, conn: &mut PgConnection, group: &Group, user: &User) -> Result<BookingId, Error> {
    if free_seats(conn, group).await? <= 0 {
        return Err(Refusal::GroupFull.into());
    }
    let claim = claim(ctx, group, user.id, None);
    match seat::take(ctx, conn, group, &claim).await {
        Ok(true) => Ok(claim.booking),
        Ok(false) => Err(Refusal::YouAreBusy.into()),
        Err(error) if breaks(&error, "booking_with_people_who_stay") => Err(Refusal::NotTeaching.into()),
        Err(error) if breaks(&error, "group_seats_enough") => Err(Refusal::GroupFull.into()),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn free_seats(conn: &mut PgConnection, group: &Group) -> Result<i16, sqlx::Error> {
    let now = facts::read(conn, group.id).await?;
    Ok(now.map_or(0, |group| group.seats_max - group.seats_taken))
}

#[cfg(test)]
#[path = "join_tests.rs"]
mod tests;
