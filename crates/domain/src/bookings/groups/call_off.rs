use contract::{BookingId, GroupId, Refusal, UserId, bookings::Step};
use sqlx::PgConnection;

use super::{GroupEvent, GroupState, events::announce, facts, line, model::Group, seat};
use crate::{
    Ctx, Once,
    accounts::User,
    audit::{self, Deed, Note},
    bookings::{
        Error, Event,
        cancel::keep_refund,
        facts::load,
        life::{self, move_to},
        rules::{DOOR, decide},
        state::{Action, Actor, State},
    },
    once,
};

/// The tutor calls a group off. Everybody gets everything back and is told, in one transaction: there are at most a hundred.
///
/// # Errors
/// `NotFound` for everybody else, `GroupCalledOff` if it is already, `GroupBegan` once the door is open.
pub async fn call_off(ctx: &Ctx, user: &User, id: GroupId, form: Step) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    let group = facts::load(&mut tx, id).await?.filter(|group| group.tutor == user.id).ok_or(Error::NotFound)?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    if group.state_at(ctx.now()) == GroupState::CalledOff {
        return Err(Refusal::GroupCalledOff.into());
    }
    if group.starts_at - DOOR <= ctx.now() {
        return Err(Refusal::GroupBegan.into());
    }
    end(ctx, &mut tx, &group, Some(user.id), &form.note).await?;
    let note = Note::new(Deed::GroupCalledOff, user.id).on(format!("group:{id}")).because(form.note);
    audit::append(ctx, &mut tx, note).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends it for everybody: who has a seat, for whom one is kept, who waits for one. The line goes home first, so that nobody is
/// given what is given up here.
pub(super) async fn end(
    ctx: &Ctx,
    conn: &mut PgConnection,
    group: &Group,
    by: Option<UserId>,
    reason: &str,
) -> Result<(), sqlx::Error> {
    let mut waiting = line::disperse(conn, group.id).await?;
    for seat in seat::all(conn, group.id).await? {
        waiting.extend(give_back(ctx, conn, seat, by, reason).await?);
    }
    sqlx::query!(
        "UPDATE bookings.group_session SET state = 'cancelled', reason = $2, called_off_by = $3, decided_at = $4 WHERE id = $1",
        group.id.0,
        reason,
        by.map(|by| by.0),
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("DELETE FROM bookings.busy WHERE group_id = $1", group.id.0).execute(&mut *conn).await?;
    let event = GroupEvent::CalledOff { group: group.id, tutor: group.tutor, by, waiting };
    announce(ctx, conn, event).await
}

/// One seat, with all of its price. Whoever had not taken it yet is one of those who waited.
async fn give_back(
    ctx: &Ctx,
    conn: &mut PgConnection,
    seat: BookingId,
    by: Option<UserId>,
    reason: &str,
) -> Result<Option<UserId>, sqlx::Error> {
    let Some(booking) = load(conn, seat).await? else { return Ok(None) };
    let Ok(allowed) = decide(&booking, Actor::System, Action::CallOff, ctx.now()) else { return Ok(None) };
    move_to(ctx, conn, &booking, allowed).await?;
    if booking.state == State::Held {
        return Ok(Some(booking.student));
    }
    keep_refund(conn, seat, booking.price_minor).await?;
    let event = Event::CalledOff { booking: seat, tutor: booking.tutor, student: booking.student, by };
    life::announce(ctx, conn, event, by, reason).await?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::bookings::{
        groups::{
            page,
            testing::{Gathering, because},
        },
        testing::refusal,
    };

    #[tokio::test]
    async fn everybody_gets_everything_back_and_the_time_is_free() {
        let g = Gathering::new().await;
        let (id, seated) = g.full().await;
        let waiting = g.people(&["dan", "eve"]).await;
        for who in &waiting {
            g.wait(who, id).await.unwrap();
        }
        g.give_up(&seated[0], id).await.unwrap();
        let form = because(g.ctx(), "I am ill.");
        call_off(g.ctx(), &g.room.tutor, id, form.clone()).await.unwrap();
        call_off(g.ctx(), &g.room.tutor, id, form).await.expect("the same form again is no error");
        let again = call_off(g.ctx(), &g.room.tutor, id, because(g.ctx(), "x")).await;
        assert_eq!(refusal(again), Refusal::GroupCalledOff);
        assert_eq!(g.picture(id).await, "ada cancelled, bob cancelled, cyd cancelled");
        assert_eq!((g.room.busy_rows().await, g.room.stage.events("bookings.called_off").await), (0, 2));
        assert_eq!(g.count("SELECT sum(refund_minor)::bigint FROM bookings.booking").await, 3_000);
        let told = "SELECT jsonb_array_length(body->'what'->'waiting')::bigint FROM outbox.event WHERE name = 'groups.called_off'";
        assert_eq!(g.count(told).await, 2, "for whom it was kept, and who was still in line");
        assert!(g.room.stage.deeds(g.room.tutor.id).await.contains(&Deed::GroupCalledOff));
        assert_eq!(page(g.ctx(), None, id).await.unwrap().unwrap().reason, "I am ill.");
        assert_eq!(refusal(g.join(&waiting[0], id).await), Refusal::GroupCalledOff);
        super::super::plan(g.ctx(), &g.room.tutor, g.form(4)).await.expect("the tutor's time is free");
    }

    #[tokio::test]
    async fn by_its_tutor_alone_and_before_the_door_opens() {
        let g = Gathering::new().await;
        let (id, seated) = g.full().await;
        let stranger = call_off(g.ctx(), &seated[0], id, because(g.ctx(), "x")).await;
        assert!(matches!(stranger, Err(Error::NotFound)));
        g.later(TimeDelta::hours(52) + TimeDelta::minutes(50));
        let late = call_off(g.ctx(), &g.room.tutor, id, because(g.ctx(), "x")).await;
        assert_eq!(refusal(late), Refusal::GroupBegan);
    }

    /// The third seat cannot be given back: the two before it are as they were.
    #[tokio::test]
    async fn a_crash_in_between_leaves_nothing_half() {
        let g = Gathering::new().await;
        let (id, _) = g.full().await;
        g.room.run("INSERT INTO bookings.step (booking_id, number, happened, at) SELECT b.id, 2, 'checked_in', now() FROM bookings.booking b JOIN accounts.person p ON p.id = b.student_id WHERE p.handle = 'cyd'").await;
        g.room.run("ALTER TABLE bookings.step ADD CONSTRAINT crash CHECK (note <> 'crash' OR number < 3)").await;
        let form = because(g.ctx(), "crash");
        let crashed = call_off(g.ctx(), &g.room.tutor, id, form.clone()).await;
        assert!(matches!(crashed, Err(Error::Database(_))));
        assert_eq!(g.picture(id).await, "ada accepted, bob accepted, cyd accepted");
        assert_eq!((g.room.busy_rows().await, g.room.stage.events("bookings.called_off").await), (4, 0));
        g.room.run("ALTER TABLE bookings.step DROP CONSTRAINT crash").await;
        call_off(g.ctx(), &g.room.tutor, id, form).await.unwrap();
        assert_eq!((g.room.busy_rows().await, g.room.stage.events("bookings.called_off").await), (0, 3));
    }

    #[tokio::test]
    async fn called_off_and_joined_or_given_up_at_once_nobody_is_left_in_it() {
        for _ in 0..5 {
            let g = Gathering::new().await;
            let (id, seated) = g.full().await;
            let dan = g.room.stage.person("dan").await;
            g.give_up(&seated[2], id).await.unwrap();
            let (off, joined, up) = tokio::join!(
                call_off(g.ctx(), &g.room.tutor, id, because(g.ctx(), "x")),
                g.join(&dan, id),
                g.give_up(&seated[0], id),
            );
            off.unwrap();
            assert!(matches!(joined, Ok(()) | Err(Error::Refused(Refusal::GroupCalledOff))));
            assert!(matches!(up, Ok(()) | Err(Error::Refused(Refusal::AlreadyCancelled))));
            let open =
                "SELECT count(*) FROM bookings.booking WHERE state <> 'cancelled' OR refund_minor <> price_minor";
            assert_eq!((g.count(open).await, g.room.busy_rows().await), (0, 0));
        }
    }
}
