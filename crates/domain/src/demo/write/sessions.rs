use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    Ctx,
    bookings::Side,
    demo::{life::Session, plan::Plan},
};

/// A session with the ids of everything that it touches.
struct Row<'a> {
    id: Uuid,
    student: Uuid,
    tutor: Uuid,
    buffer: TimeDelta,
    session: &'a Session,
}

pub(super) async fn write(ctx: &Ctx, conn: &mut PgConnection, plan: &Plan, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    let row = |session| Row::new(ctx.id(), plan, ids, session);
    let rows: Vec<Row> = plan.sessions.iter().map(row).collect();
    bookings(ctx, conn, &rows).await?;
    taken_time(conn, &rows).await?;
    steps(conn, &rows).await?;
    ratings(conn, &rows).await?;
    standings(conn).await
}

impl<'a> Row<'a> {
    fn new(id: Uuid, plan: &Plan, ids: &[Uuid], session: &'a Session) -> Self {
        let tutor = &plan.tutors[session.tutor];
        let buffer = TimeDelta::minutes(tutor.buffer_minutes.into());
        Self { id, student: ids[session.student], tutor: ids[tutor.person], buffer, session }
    }

    fn person(&self, side: Side) -> Uuid {
        match side {
            Side::Student => self.student,
            Side::Tutor => self.tutor,
        }
    }

    /// Both participants' time while the session blocks it.
    fn taken(&self) -> Vec<(Uuid, Uuid, DateTime<Utc>, DateTime<Utc>)> {
        let slot = self.session.slot;
        if !self.session.state.blocks() {
            return Vec::new();
        }
        vec![
            (self.id, self.tutor, slot.starts_at - self.buffer, slot.ends_at + self.buffer),
            (self.id, self.student, slot.starts_at, slot.ends_at),
        ]
    }
}

async fn bookings(ctx: &Ctx, conn: &mut PgConnection, rows: &[Row<'_>]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO bookings.booking (id, student_id, tutor_id, starts_at, ends_at, subject, message, price_minor,
                                       currency, state, asked_at, asked, policy, first_starts_at, completed_at, refund_minor,
                                       student_in_at, tutor_in_at, missing, lapses_at, offering_id, offering, before_minutes,
                                       after_minutes)
         SELECT b.id, student_id, b.tutor_id, starts_at, ends_at, subject, message, b.price_minor, t.currency, state,
                asked_at, state <> 'held', o.policy,
                starts_at, CASE state WHEN 'completed' THEN ends_at END, CASE state WHEN 'cancelled' THEN b.price_minor END,
                CASE state WHEN 'in_session' THEN starts_at END,
                CASE WHEN state IN ('in_session', 'no_show_claimed', 'disputed') THEN starts_at END,
                CASE WHEN state IN ('no_show_claimed', 'disputed') THEN student_id END,
                CASE WHEN state = 'held' THEN $11::timestamptz + interval '10 minutes'
                     WHEN state = 'requested' THEN least(starts_at, $11::timestamptz + interval '6 hours' * (2 + (hashtext(b.id::text) & 7)))
                     WHEN state IN ('accepted', 'in_session') THEN ends_at + interval '72 hours'
                     WHEN state = 'no_show_claimed' THEN $11::timestamptz + interval '60 hours' END,
                o.id, o.title, o.before_minutes, o.after_minutes
         FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[],
                     $8::bigint[], $9::text[], $10::timestamptz[])
                  AS b (id, student_id, tutor_id, starts_at, ends_at, subject, message, price_minor, state, asked_at)
         JOIN tutors.tutor t ON t.person_id = b.tutor_id
         JOIN tutors.offering o ON o.tutor_id = b.tutor_id AND o.kind = 'single'",
        &rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.student).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.tutor).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.session.slot.starts_at).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.session.slot.ends_at).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.session.subject.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.session.message.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.session.price_minor).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.session.state.as_str().to_owned()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.session.asked_at).collect::<Vec<_>>(),
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn taken_time(conn: &mut PgConnection, rows: &[Row<'_>]) -> Result<(), sqlx::Error> {
    let taken: Vec<_> = rows.iter().flat_map(Row::taken).collect();
    sqlx::query!(
        "INSERT INTO bookings.busy (booking_id, person_id, span, lapses_at)
         SELECT booking_id, t.person_id, tstzrange(from_at, to_at), CASE WHEN b.state IN ('held', 'requested') THEN b.lapses_at END
         FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
                  AS t (booking_id, person_id, from_at, to_at)
         JOIN bookings.booking b ON b.id = t.booking_id",
        &taken.iter().map(|t| t.0).collect::<Vec<_>>(),
        &taken.iter().map(|t| t.1).collect::<Vec<_>>(),
        &taken.iter().map(|t| t.2).collect::<Vec<_>>(),
        &taken.iter().map(|t| t.3).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn steps(conn: &mut PgConnection, rows: &[Row<'_>]) -> Result<(), sqlx::Error> {
    let steps = || rows.iter().flat_map(|row| (1..).zip(&row.session.steps).map(move |(n, step)| (row, n, step)));
    sqlx::query!(
        "INSERT INTO bookings.step (booking_id, number, happened, actor_id, note, at)
         SELECT booking_id, number, happened, actor_id, note, at
         FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[])
                  AS s (booking_id, number, happened, actor_id, note, at)",
        &steps().map(|(row, _, _)| row.id).collect::<Vec<_>>(),
        &steps().map(|(_, number, _)| number).collect::<Vec<i32>>(),
        &steps().map(|(_, _, step)| step.happened.to_owned()).collect::<Vec<_>>(),
        &steps().map(|(row, _, step)| step.actor.map(|side| row.person(side))).collect::<Vec<_>>() as &[Option<Uuid>],
        &steps().map(|(_, _, step)| step.note.to_owned()).collect::<Vec<_>>(),
        &steps().map(|(_, _, step)| step.at).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn ratings(conn: &mut PgConnection, rows: &[Row<'_>]) -> Result<(), sqlx::Error> {
    let rated = || rows.iter().filter_map(|row| row.session.rating.as_ref().map(|rating| (row, rating)));
    let replies: Vec<Option<String>> = rated().map(|(_, r)| r.reply.as_ref().map(|(reply, _)| reply.clone())).collect();
    let replied: Vec<Option<DateTime<Utc>>> = rated().map(|(_, r)| r.reply.as_ref().map(|&(_, at)| at)).collect();
    sqlx::query!(
        "INSERT INTO bookings.rating (booking_id, student_id, tutor_id, stars, words, rated_at, reply, replied_at)
         SELECT booking_id, student_id, tutor_id, stars, words, rated_at, reply, replied_at
         FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[], $5::text[], $6::timestamptz[], $7::text[],
                     $8::timestamptz[])
                  AS r (booking_id, student_id, tutor_id, stars, words, rated_at, reply, replied_at)",
        &rated().map(|(row, _)| row.id).collect::<Vec<_>>(),
        &rated().map(|(row, _)| row.student).collect::<Vec<_>>(),
        &rated().map(|(row, _)| row.tutor).collect::<Vec<_>>(),
        &rated().map(|(_, rating)| rating.stars).collect::<Vec<_>>(),
        &rated().map(|(_, rating)| rating.words.clone()).collect::<Vec<_>>(),
        &rated().map(|(_, rating)| rating.rated_at).collect::<Vec<_>>(),
        &replies as &[Option<String>],
        &replied as &[Option<DateTime<Utc>>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What the tutors' module counts from ratings and finished sessions.
async fn standings(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO tutors.standing (tutor_id, rating_sum, rating_count, taught_count, let_down_count, answer_minutes)
         SELECT t.person_id, n.rating_sum, n.rating_count, n.taught_count, n.let_down_count, n.answer_minutes
         FROM tutors.tutor t
         JOIN accounts.person p ON p.id = t.person_id AND p.is_demo
         CROSS JOIN LATERAL tutors.seen(t.person_id) n
         ON CONFLICT (tutor_id) DO NOTHING"
    )
    .execute(conn)
    .await?;
    Ok(())
}
