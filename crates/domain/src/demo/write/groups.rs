//! Sessions of several: one that is full and that people wait for, some that are open, one that needs more people.

use chrono::TimeDelta;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{Ctx, demo::plan::Plan};

struct Group {
    /// Place among the tutors; the known one stands first.
    tutor: usize,
    title: &'static str,
    about: &'static str,
    days: i64,
    seats: (i16, i16),
    taken: i64,
    waiting: i64,
}

const GROUPS: [Group; 6] = [
    Group {
        tutor: 0,
        title: "Exam questions, together",
        about: "Everybody brings one question that went wrong. We take them apart on the board, and you leave with a way to begin each of them.",
        days: 9,
        seats: (2, 4),
        taken: 4,
        waiting: 3,
    },
    Group {
        tutor: 0,
        title: "From the definition to the proof",
        about: "We read one short proof line by line, then you write one of your own. Bring paper; no knowledge beyond school is needed.",
        days: 12,
        seats: (3, 6),
        taken: 2,
        waiting: 0,
    },
    Group {
        tutor: 3,
        title: "Bring your own problem",
        about: "An open hour for whatever you are stuck at. The others listen, and often know the place.",
        days: 5,
        seats: (2, 5),
        taken: 3,
        waiting: 0,
    },
    Group {
        tutor: 7,
        title: "From zero in an evening",
        about: "For people who have never done it. At the end you have made something that works, and know where to go on.",
        days: 7,
        seats: (2, 8),
        taken: 5,
        waiting: 0,
    },
    Group {
        tutor: 11,
        title: "Practice hour",
        about: "Short exercises in pairs, with a round after each. Come as you are.",
        days: 10,
        seats: (4, 8),
        taken: 1,
        waiting: 0,
    },
    Group {
        tutor: 15,
        title: "Mistakes that everybody makes",
        about: "Ten of them, each with the one idea that makes it go away for good.",
        days: 14,
        seats: (3, 10),
        taken: 6,
        waiting: 0,
    },
];

pub(super) async fn write(ctx: &Ctx, conn: &mut PgConnection, plan: &Plan, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    for group in GROUPS {
        let Some(tutor) = plan.tutors.get(group.tutor) else { continue };
        let (offering, id, tutor) = (ctx.id(), ctx.id(), ids[tutor.person]);
        offer(ctx, conn, offering, tutor, &group).await?;
        gather(ctx, conn, id, offering, &group).await?;
        seats(ctx, conn, id, group.taken).await?;
        line(ctx, conn, id, group.waiting).await?;
    }
    pairs(ctx, conn, ids[plan.tutors[0].person]).await
}

/// A seat costs two fifths of an hour alone.
async fn offer(
    ctx: &Ctx,
    conn: &mut PgConnection,
    offering: Uuid,
    tutor: Uuid,
    group: &Group,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "WITH made AS (
             INSERT INTO tutors.offering (id, tutor_id, kind, title, about, seats_min, seats_max, join_hours, position, created_at)
             VALUES ($1, $2, 'group', $3, $4, $5, $6, 24, 5, $7) RETURNING id, tutor_id)
         INSERT INTO tutors.offering_length (offering_id, minutes, price_minor)
         SELECT m.id, 90, t.price_minor * 2 / 5 / 50 * 50 FROM made m JOIN tutors.tutor t ON t.person_id = m.tutor_id",
        offering,
        tutor,
        group.title,
        group.about,
        group.seats.0,
        group.seats.1,
        ctx.now() - TimeDelta::days(20),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// One that is planned for nobody yet, for whoever tries it out.
async fn pairs(ctx: &Ctx, conn: &mut PgConnection, tutor: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "WITH made AS (
             INSERT INTO tutors.offering (id, tutor_id, kind, title, about, seats_min, seats_max, join_hours, after_minutes, position, created_at)
             VALUES ($1, $2, 'group', 'In pairs', 'Two who are stuck at the same place.', 1, 2, 2, 0, 6, $3) RETURNING id)
         INSERT INTO tutors.offering_length (offering_id, minutes, price_minor) SELECT id, 45, 1500 FROM made",
        ctx.id(),
        tutor,
        ctx.now() - TimeDelta::days(20),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// In the evening of the first day from then on that is free; none if the next two weeks are full.
async fn gather(
    ctx: &Ctx,
    conn: &mut PgConnection,
    id: Uuid,
    offering: Uuid,
    group: &Group,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "WITH place AS (
             SELECT o.id AS offering_id, o.tutor_id, at, at + interval '90 minutes' AS until
             FROM tutors.offering o, generate_series(date_trunc('day', $3::timestamptz) + interval '16 hours 30 minutes',
                                                     $3::timestamptz + interval '14 days', '1 day') AS at
             WHERE o.id = $2 AND NOT EXISTS (SELECT FROM bookings.busy b WHERE b.person_id = o.tutor_id
                                             AND b.span && tstzrange(at, at + interval '100 minutes'))
             ORDER BY at LIMIT 1),
         made AS (
             INSERT INTO bookings.group_session (id, tutor_id, offering_id, title, about, subject, starts_at, ends_at, join_until,
                                                 price_minor, currency, policy, seats_min, seats_max, planned_at)
             SELECT $1, p.tutor_id, p.offering_id, $4, $5,
                    (SELECT min(s.subject) FROM tutors.specialty s WHERE s.tutor_id = p.tutor_id), p.at, p.until,
                    p.at - interval '24 hours', l.price_minor, t.currency, o.policy, o.seats_min, o.seats_max, $6
             FROM place p JOIN tutors.offering o ON o.id = p.offering_id JOIN tutors.offering_length l ON l.offering_id = o.id
             JOIN tutors.tutor t ON t.person_id = p.tutor_id
             RETURNING id, tutor_id, starts_at, ends_at)
         INSERT INTO bookings.busy (group_id, person_id, span)
         SELECT id, tutor_id, tstzrange(starts_at, ends_at + interval '10 minutes') FROM made",
        id,
        offering,
        ctx.now() + TimeDelta::days(group.days),
        group.title,
        group.about,
        ctx.now() - TimeDelta::days(6),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// People who are free then, without the known student.
async fn seats(ctx: &Ctx, conn: &mut PgConnection, id: Uuid, count: i64) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "WITH made AS (
             INSERT INTO bookings.booking (id, student_id, tutor_id, starts_at, ends_at, subject, message, price_minor, currency, state,
                                           asked_at, lapses_at, policy, at_once, first_starts_at, group_id)
             SELECT gen_random_uuid(), p.id, g.tutor_id, g.starts_at, g.ends_at, g.subject, '', g.price_minor, g.currency, 'accepted',
                    $3::timestamptz - interval '1 hour' * (10 + abs(hashtext(p.id::text) % 90)), g.ends_at + interval '72 hours',
                    g.policy, true, g.starts_at, g.id
             FROM bookings.group_session g JOIN accounts.person p ON p.is_demo AND p.id <> g.tutor_id AND p.handle NOT LIKE 'demo-%'
             WHERE g.id = $1 AND p.disabled_at IS NULL
               AND NOT EXISTS (SELECT FROM bookings.busy b WHERE b.person_id = p.id AND b.span && tstzrange(g.starts_at, g.ends_at))
             ORDER BY hashtext(p.id::text || g.title) LIMIT $2
             RETURNING id, student_id, starts_at, ends_at, asked_at),
         taken AS (
             INSERT INTO bookings.busy (booking_id, person_id, span) SELECT id, student_id, tstzrange(starts_at, ends_at) FROM made)
         INSERT INTO bookings.step (booking_id, number, happened, actor_id, at) SELECT id, 1, 'booked', student_id, asked_at FROM made",
        id,
        count,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The known student is the first in line.
async fn line(ctx: &Ctx, conn: &mut PgConnection, id: Uuid, count: i64) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO bookings.group_waiting (group_id, person_id, number, since)
         SELECT g.id, p.id, row_number() OVER (ORDER BY p.handle = 'demo-student' DESC, p.id), $3
         FROM bookings.group_session g JOIN accounts.person p
           ON p.is_demo AND p.id <> g.tutor_id AND (p.handle = 'demo-student' OR p.handle NOT LIKE 'demo-%')
         WHERE g.id = $1 AND p.disabled_at IS NULL
           AND NOT EXISTS (SELECT FROM bookings.booking b WHERE b.group_id = g.id AND b.student_id = p.id)
         ORDER BY p.handle = 'demo-student' DESC, p.id LIMIT $2",
        id,
        count,
        ctx.now() - TimeDelta::hours(5),
    )
    .execute(conn)
    .await?;
    Ok(())
}
