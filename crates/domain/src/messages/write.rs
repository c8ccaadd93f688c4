use chrono::TimeDelta;
use contract::{ConversationId, Refusal, UserId, messages::WriteMessage};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Error, Tell};
use crate::{
    Ctx, Once,
    accounts::{self, User},
    jobs::NewJob,
    once,
    ports::Limit,
};

/// So long a message may wait before its reader gets a mail about it.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);

/// Writes to somebody: to a tutor, to somebody with whom one has a session, or to whoever wrote first. Whoever writes has
/// read what was there.
///
/// # Errors
/// `NotFound`; `OwnMessage`, `VerifyFirst`, `NotWritable`; `TooOften`.
pub async fn write(ctx: &Ctx, user: &User, handle: &str, form: WriteMessage) -> Result<(), Error> {
    user.must_be_verified(ctx.now())?;
    let other = accounts::public_person(ctx, Some(user), handle).await?.ok_or(Error::NotFound)?.id;
    may_write(ctx, user, other).await?;
    ctx.limits.take(Limit::MessageByPerson, &user.id.to_string()).await.map_err(Error::TooOften)?;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let (id, number) = next(ctx, &mut tx, user.id, other).await?;
    sqlx::query!(
        "INSERT INTO messages.message (conversation_id, number, author_id, text, at) VALUES ($1, $2, $3, $4, $5)",
        id.0,
        number,
        user.id.0,
        form.text,
        ctx.now(),
    )
    .execute(&mut *tx)
    .await?;
    let since = sit(ctx, &mut tx, id, number, (user.id, other)).await?;
    let tell = Tell { conversation: id, reader: other };
    let job = NewJob::of(&tell).key(format!("messages.tell:{id}:{other}:{since}")).at(ctx.now() + PATIENCE);
    ctx.jobs.enqueue(&mut tx, job).await?;
    tx.commit().await?;
    metrics::counter!("messages_written_total").increment(1);
    Ok(())
}

/// # Errors
/// `OwnMessage`, `NotWritable`.
pub(super) async fn may_write(ctx: &Ctx, user: &User, other: UserId) -> Result<(), Error> {
    if user.id == other {
        return Err(Refusal::OwnMessage.into());
    }
    let (low, high) = pair(user.id, other);
    let between = sqlx::query!(
        r#"SELECT EXISTS (SELECT FROM accounts.public_block
                          WHERE (blocker_id = $1 AND blocked_id = $2) OR (blocker_id = $2 AND blocked_id = $1)) AS "blocked!",
                  EXISTS (SELECT FROM messages.conversation WHERE low_id = $3 AND high_id = $4)
                  OR EXISTS (SELECT FROM tutors.public_tutor WHERE person_id = $2 AND published)
                  OR EXISTS (SELECT FROM bookings.public_booking
                             WHERE (student_id = $1 AND tutor_id = $2) OR (student_id = $2 AND tutor_id = $1)) AS "known!""#,
        user.id.0,
        other.0,
        low,
        high,
    )
    .fetch_one(&ctx.db)
    .await?;
    // Nobody learns who blocks them: it is the answer to strangers as well.
    if between.known && !between.blocked { Ok(()) } else { Err(Refusal::NotWritable.into()) }
}

pub(super) fn pair(one: UserId, other: UserId) -> (Uuid, Uuid) {
    (one.0.min(other.0), one.0.max(other.0))
}

/// The conversation of the two, which is made if there is none, and the next number in it. Who writes at the same moment
/// waits here.
async fn next(
    ctx: &Ctx,
    conn: &mut PgConnection,
    one: UserId,
    other: UserId,
) -> Result<(ConversationId, i32), sqlx::Error> {
    let (low, high) = pair(one, other);
    let row = sqlx::query!(
        "INSERT INTO messages.conversation (id, low_id, high_id, last_number) VALUES ($1, $2, $3, 1)
         ON CONFLICT (low_id, high_id) DO UPDATE SET last_number = conversation.last_number + 1
         RETURNING id, last_number",
        ctx.id(),
        low,
        high,
    )
    .fetch_one(conn)
    .await?;
    Ok((ConversationId(row.id), row.last_number))
}

/// Puts the conversation on top of both lists. Gives the number of the first message that the other has not read.
async fn sit(
    ctx: &Ctx,
    conn: &mut PgConnection,
    id: ConversationId,
    number: i32,
    (author, other): (UserId, UserId),
) -> Result<i32, sqlx::Error> {
    sqlx::query!(
        "INSERT INTO messages.seat (conversation_id, person_id, other_id, read_number, unread, last_at)
         VALUES ($1, $2, $3, $4, 0, $5)
         ON CONFLICT (conversation_id, person_id)
         DO UPDATE SET read_number = excluded.read_number, unread = 0, last_at = excluded.last_at",
        id.0,
        author.0,
        other.0,
        number,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query_scalar!(
        r#"INSERT INTO messages.seat (conversation_id, person_id, other_id, read_number, unread, last_at)
           VALUES ($1, $2, $3, 0, 1, $4)
           ON CONFLICT (conversation_id, person_id)
           DO UPDATE SET unread = seat.unread + 1, last_at = excluded.last_at
           RETURNING read_number + 1 AS "since!""#,
        id.0,
        other.0,
        author.0,
        ctx.now(),
    )
    .fetch_one(conn)
    .await
}

#[cfg(test)]
mod tests {
    use contract::CommandKey;

    use super::*;
    use crate::{
        bookings::testing::Classroom,
        messages::{conversation, list, unread},
        testing::Stage,
    };

    fn says(ctx: &Ctx, text: &str) -> WriteMessage {
        WriteMessage { key: CommandKey(ctx.id()), text: text.into() }
    }

    #[tokio::test]
    async fn to_a_tutor_and_back_each_form_once() {
        let room = Classroom::new().await;
        let ctx = room.ctx();
        let once = says(ctx, "Do you teach at weekends?");
        write(ctx, &room.student, "tutor", once.clone()).await.unwrap();
        write(ctx, &room.student, "tutor", once).await.expect("the same form again is no error");
        assert_eq!((unread(ctx, &room.tutor).await.unwrap(), unread(ctx, &room.student).await.unwrap()), (1, 0));
        write(ctx, &room.tutor, "student", says(ctx, "On Saturdays.")).await.unwrap();
        assert_eq!((unread(ctx, &room.tutor).await.unwrap(), unread(ctx, &room.student).await.unwrap()), (0, 1));
        let read = conversation(ctx, &room.student, "tutor", None).await.unwrap();
        let texts: Vec<_> = read.messages.iter().map(|message| (message.mine, message.text.as_str())).collect();
        assert_eq!(texts, [(true, "Do you teach at weekends?"), (false, "On Saturdays.")]);
        assert_eq!(unread(ctx, &room.student).await.unwrap(), 0);
        assert_eq!(list(ctx, &room.student, None).await.unwrap().0.len(), 1);
    }

    #[tokio::test]
    async fn not_to_strangers_oneself_nobody_and_not_past_a_block() {
        let room = Classroom::new().await;
        let (ctx, stranger) = (room.ctx(), room.stage.person("stranger").await);
        let refused = async |from: &User, to: &str| match write(ctx, from, to, says(ctx, "Hello")).await {
            Err(Error::Refused(refusal)) => Some(refusal),
            Err(Error::NotFound) | Ok(()) => None,
            Err(error) => panic!("{error}"),
        };
        assert_eq!(refused(&stranger, "student").await, Some(Refusal::NotWritable));
        assert_eq!(refused(&stranger, "stranger").await, Some(Refusal::OwnMessage));
        assert!(matches!(write(ctx, &stranger, "nobody", says(ctx, "Hello")).await, Err(Error::NotFound)));
        assert_eq!(refused(&room.tutor, "student").await, Some(Refusal::NotWritable), "before anything was asked");
        room.requested().await;
        assert_eq!(refused(&room.tutor, "student").await, None);
        accounts::block(ctx, &room.tutor, "student").await.unwrap();
        assert_eq!(refused(&room.tutor, "student").await, Some(Refusal::NotWritable));
        assert_eq!(refused(&room.student, "tutor").await, Some(Refusal::NotWritable));
    }

    #[tokio::test]
    async fn ten_at_once_have_ten_numbers() {
        let room = Classroom::new().await;
        let ctx = room.ctx();
        let all = (0..10).map(|n| write(ctx, &room.student, "tutor", says(ctx, &format!("{n}"))));
        futures::future::try_join_all(all).await.unwrap();
        let read = conversation(ctx, &room.tutor, "student", None).await.unwrap();
        assert_eq!(
            read.messages.iter().map(|message| message.number).collect::<Vec<_>>(),
            (1..=10).collect::<Vec<_>>()
        );
    }

    #[tokio::test]
    async fn the_sixty_first_in_an_hour_waits() {
        let stage = Stage::with_real_limits().await;
        let room = Classroom::on(stage).await;
        let ctx = room.ctx();
        for _ in 0..60 {
            write(ctx, &room.student, "tutor", says(ctx, "Again")).await.unwrap();
        }
        let last = write(ctx, &room.student, "tutor", says(ctx, "Again")).await;
        assert!(matches!(last, Err(Error::TooOften(_))));
    }
}
