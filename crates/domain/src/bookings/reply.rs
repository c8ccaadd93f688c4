use contract::{BookingId, bookings::Reply};

use super::{
    Error, Event,
    life::{announce, begin_step, move_to},
    reveal::show,
    state::Action,
};
use crate::{Ctx, accounts::User};

/// The tutor answers a rating that can be read, once. Whoever is quicker than the job that shows it, shows it with that.
pub async fn reply(ctx: &Ctx, user: &User, id: BookingId, form: Reply) -> Result<(), Error> {
    let Some(step) = begin_step(ctx, user, id, form.key, Action::Reply).await? else { return Ok(()) };
    let (mut tx, booking) = (step.tx, step.booking);
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    show(ctx, &mut tx, &booking).await?;
    sqlx::query!(
        "UPDATE bookings.rating SET reply = $2, replied_at = $3 WHERE booking_id = $1",
        id.0,
        form.reply,
        ctx.now(),
    )
    .execute(&mut *tx)
    .await?;
    let event = Event::Replied { booking: id, tutor: booking.tutor, student: booking.student };
    announce(ctx, &mut tx, event, Some(user.id), "").await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::{CommandKey, Refusal, bookings::Rate};

    use super::*;
    use crate::bookings::{
        rate,
        testing::{Classroom, refusal},
    };

    fn form(ctx: &Ctx) -> Reply {
        Reply { key: CommandKey(ctx.id()), reply: "Thank you!".into() }
    }

    #[tokio::test]
    async fn once_by_the_tutor_after_a_rating() {
        let room = Classroom::new().await;
        let id = room.completed().await;
        assert_eq!(refusal(reply(room.ctx(), &room.tutor, id, form(room.ctx())).await), Refusal::NotRated);
        room.rate(id).await;
        assert_eq!(refusal(reply(room.ctx(), &room.student, id, form(room.ctx())).await), Refusal::OnlyTheTutor);
        reply(room.ctx(), &room.tutor, id, form(room.ctx())).await.unwrap();
        assert_eq!(refusal(reply(room.ctx(), &room.tutor, id, form(room.ctx())).await), Refusal::AlreadyReplied);
    }

    #[tokio::test]
    async fn also_before_the_job_that_shows_what_is_two_weeks_old() {
        let room = Classroom::new().await;
        let id = room.completed().await;
        let (words, note) = ("Clear and patient.".into(), String::new());
        let said = Rate { key: CommandKey(room.ctx().id()), stars: 5, words, note };
        rate(room.ctx(), &room.student, id, said).await.unwrap();
        room.ctx().clock.advance(TimeDelta::days(14));
        reply(room.ctx(), &room.tutor, id, form(room.ctx())).await.unwrap();
        assert_eq!((room.stage.events("bookings.rated").await, room.stage.events("bookings.replied").await), (1, 1));
    }
}
