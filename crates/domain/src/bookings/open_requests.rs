use contract::{Refusal, UserId};
use sqlx::PgConnection;

use super::Error;
use crate::Ctx;

/// Requests of one student that wait for an answer.
const OF_STUDENT: i64 = 10;
/// Of those, at one tutor.
const AT_TUTOR: i64 = 3;

/// Whoever asks may not hold more free time than that; a series counts as one request. Two requests of one student wait for each other from here until they
/// commit, so that they are counted one after the other.
///
/// # Errors
/// `TooManyRequests`, `TooManyRequestsAtTutor`.
pub(super) async fn leave_room(
    ctx: &Ctx,
    conn: &mut PgConnection,
    student: UserId,
    tutor: UserId,
) -> Result<(), Error> {
    let open = sqlx::query!(
        r#"SELECT everywhere AS "everywhere!", there AS "there!" FROM bookings.open_requests($1, $2, $3)"#,
        student.0,
        tutor.0,
        ctx.now(),
    )
    .fetch_one(conn)
    .await?;
    if open.there >= AT_TUTOR {
        return Err(Refusal::TooManyRequestsAtTutor.into());
    }
    if open.everywhere >= OF_STUDENT {
        return Err(Refusal::TooManyRequests.into());
    }
    Ok(())
}

pub(super) async fn one_at_a_time(conn: &mut PgConnection, student: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "SELECT pg_advisory_xact_lock(hashtextextended('bookings.open:' || $1::text, 0))",
        student.to_string()
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use contract::{CommandKey, bookings::Book};
    use futures::future::join_all;

    use super::*;
    use crate::{
        bookings::{
            book,
            testing::{Classroom, refusal},
        },
        testing::monday,
    };

    fn form(ctx: &Ctx, start: DateTime<Utc>) -> Book {
        Book { key: CommandKey(ctx.id()), start, choice: None, subject: "algebra".into(), message: String::new() }
    }

    /// The days after today, at ten.
    fn day(nth: i64) -> DateTime<Utc> {
        monday() + TimeDelta::hours(1) + TimeDelta::days(nth)
    }

    #[tokio::test]
    async fn three_at_one_tutor_also_all_at_once_and_again_once_one_is_answered() {
        let room = Classroom::new().await;
        let ctx = room.ctx();
        let asked = join_all((1..=6).map(|nth| book(ctx, &room.student, "tutor", form(ctx, day(nth))))).await;
        let (given, refused): (Vec<_>, Vec<_>) = asked.into_iter().partition(Result::is_ok);
        assert_eq!((given.len(), refused.len()), (3, 3));
        for answer in refused {
            assert_eq!(refusal(answer), Refusal::TooManyRequestsAtTutor);
        }
        let other = room.stage.person("other").await;
        book(ctx, &other, "tutor", form(ctx, day(7))).await.expect("others have room of their own");
        sqlx::query("UPDATE bookings.booking SET state = 'accepted', lapses_at = ends_at WHERE id = $1")
            .bind(given[0].as_ref().unwrap().0)
            .execute(&ctx.db)
            .await
            .unwrap();
        book(ctx, &room.student, "tutor", form(ctx, day(8))).await.unwrap();
        assert_eq!(
            refusal(book(ctx, &room.student, "tutor", form(ctx, day(9))).await),
            Refusal::TooManyRequestsAtTutor
        );
        ctx.clock.advance(TimeDelta::days(8));
        book(ctx, &room.student, "tutor", form(ctx, day(10))).await.expect("their time has come");
    }

    #[tokio::test]
    async fn ten_of_one_student_wherever_they_ask() {
        let room = Classroom::new().await;
        let ctx = room.ctx();
        sqlx::query(
            "INSERT INTO bookings.booking (id, student_id, tutor_id, starts_at, ends_at, subject, message, price_minor,
                                           currency, state, asked_at, lapses_at)
             SELECT gen_random_uuid(), $1, $2, $3 + n * interval '1 day', $3 + n * interval '25 hours', 'algebra', '', 0, 'EUR',
                    'requested', $3, $3 + n * interval '1 day'
             FROM generate_series(1, 10) n",
        )
        .bind(room.student.id.0)
        .bind(room.stage.person("elsewhere").await.id.0)
        .bind(ctx.now())
        .execute(&ctx.db)
        .await
        .unwrap();
        assert_eq!(refusal(book(ctx, &room.student, "tutor", form(ctx, day(1))).await), Refusal::TooManyRequests);
    }
}
