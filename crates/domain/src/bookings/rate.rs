use contract::{BookingId, bookings::Rate};

use super::{
    Error, Event,
    life::{announce, begin_step},
    model::Action,
};
use crate::{Ctx, accounts::User};

/// The student says how it was, once.
pub async fn rate(ctx: &Ctx, user: &User, id: BookingId, form: Rate) -> Result<(), Error> {
    let Some((mut tx, booking)) = begin_step(ctx, user, id, form.key, Action::Rate).await? else { return Ok(()) };
    sqlx::query!(
        "INSERT INTO bookings.rating (booking_id, student_id, tutor_id, stars, words, rated_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        id.0,
        booking.student.0,
        booking.tutor.0,
        form.stars,
        form.words,
        ctx.now(),
    )
    .execute(&mut *tx)
    .await?;
    let event = Event::Rated { booking: id, tutor: booking.tutor, student: booking.student };
    announce(ctx, &mut tx, event, Some(user.id), "").await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, Refusal};

    use super::*;
    use crate::bookings::testing::{Classroom, refusal};

    fn form(ctx: &Ctx) -> Rate {
        Rate { key: CommandKey(ctx.id()), stars: 5, words: "Clear and patient.".into() }
    }

    #[tokio::test]
    async fn once_by_the_student_of_a_finished_session() {
        let room = Classroom::new().await;
        let id = room.completed().await;
        assert_eq!(refusal(rate(room.ctx(), &room.tutor, id, form(room.ctx())).await), Refusal::OnlyTheStudent);
        let form_once = form(room.ctx());
        rate(room.ctx(), &room.student, id, form_once.clone()).await.unwrap();
        rate(room.ctx(), &room.student, id, form_once).await.unwrap();
        assert_eq!(room.stage.events("bookings.rated").await, 1);
        assert_eq!(refusal(rate(room.ctx(), &room.student, id, form(room.ctx())).await), Refusal::AlreadyRated);
    }

    #[tokio::test]
    async fn not_before_it_is_done() {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        assert_eq!(refusal(rate(room.ctx(), &room.student, id, form(room.ctx())).await), Refusal::NotCompleted);
    }
}
