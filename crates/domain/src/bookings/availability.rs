use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use contract::UserId;
use sqlx::{PgConnection, types::Json};

use super::{
    slots::{Availability, DayRange, WeeklyRange},
    year::{Season, Year},
};
use crate::{Ctx, accounts::parse_zone};

/// How far ahead a session can be booked, in days.
pub const HORIZON_DAYS: i64 = 60;

/// First and last day, and the hours of each.
type Seasons = Vec<(NaiveDate, NaiveDate, Vec<(i16, i16, i16)>)>;

/// What decides when this tutor is free, seen by `viewer`. `None` for someone who does not teach.
pub async fn availability(
    ctx: &Ctx,
    tutor: UserId,
    viewer: Option<UserId>,
) -> Result<Option<Availability>, sqlx::Error> {
    Ok(availabilities(ctx, &[tutor], viewer).await?.into_iter().next().map(|(_, a)| a))
}

/// The same for many tutors in one round trip, in no order. Taken time reaches from a week ago to the horizon.
pub async fn availabilities(
    ctx: &Ctx,
    tutors: &[UserId],
    viewer: Option<UserId>,
) -> Result<Vec<(UserId, Availability)>, sqlx::Error> {
    let mut conn = ctx.db.acquire().await?;
    availabilities_on(ctx, &mut conn, tutors, viewer).await
}

/// The same on a connection that the caller holds already.
pub async fn availabilities_on(
    ctx: &Ctx,
    conn: &mut PgConnection,
    tutors: &[UserId],
    viewer: Option<UserId>,
) -> Result<Vec<(UserId, Availability)>, sqlx::Error> {
    let ids: Vec<_> = tutors.iter().map(|id| id.0).collect();
    let from = ctx.now() - TimeDelta::days(8);
    let until = ctx.now() + TimeDelta::days(HORIZON_DAYS + 8);
    let rows = sqlx::query!(
        r#"SELECT t.person_id AS "person_id!", p.zone AS "zone!", t.session_minutes AS "session_minutes!",
                  t.buffer_minutes AS "buffer_minutes!", t.notice_hours AS "notice_hours!",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(h.weekday, h.starts, h.ends)), '[]')
                   FROM tutors.public_hours h WHERE h.tutor_id = t.person_id) AS "hours!: Json<Vec<(i16, i16, i16)>>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(o.day, o.starts, o.ends)), '[]')
                   FROM tutors.public_override o
                   WHERE o.tutor_id = t.person_id AND o.day BETWEEN $2::timestamptz::date - 1 AND $3::timestamptz::date + 1)
                      AS "overrides!: Json<Vec<(NaiveDate, i16, i16)>>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(lower(s.days), upper(s.days) - 1,
                              (SELECT coalesce(jsonb_agg(jsonb_build_array(h.weekday, h.starts, h.ends)), '[]')
                               FROM tutors.public_season_hours h WHERE h.season_id = s.id))), '[]')
                   FROM tutors.public_season s
                   WHERE s.tutor_id = t.person_id AND s.days && daterange($2::timestamptz::date - 1, $3::timestamptz::date + 2))
                      AS "seasons!: Json<Seasons>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(lower(f.days), upper(f.days) - 1)), '[]')
                   FROM tutors.public_holiday f
                   WHERE f.tutor_id = t.person_id AND f.days && daterange($2::timestamptz::date - 1, $3::timestamptz::date + 2))
                      AS "holidays!: Json<Vec<(NaiveDate, NaiveDate)>>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(lower(b.span), upper(b.span))), '[]')
                   FROM bookings.busy b WHERE b.person_id = t.person_id AND b.span && tstzrange($2, $3)
                     AND (b.lapses_at IS NULL OR b.lapses_at > $5))
                      AS "busy!: Json<Vec<(DateTime<Utc>, DateTime<Utc>)>>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(lower(b.span), upper(b.span))), '[]')
                   FROM bookings.busy b WHERE b.person_id = $4 AND b.span && tstzrange($2, $3)
                     AND (b.lapses_at IS NULL OR b.lapses_at > $5))
                      AS "viewer_busy!: Json<Vec<(DateTime<Utc>, DateTime<Utc>)>>"
           FROM tutors.public_tutor t JOIN accounts.public_person p ON p.id = t.person_id
           WHERE t.person_id = ANY($1)"#,
        &ids,
        from,
        until,
        viewer.map(|v| v.0),
        ctx.now(),
    )
    .fetch_all(conn)
    .await?;
    let ranges = |(weekday, starts, ends)| WeeklyRange { weekday, starts, ends };
    let days = |(day, starts, ends)| DayRange { day, starts, ends };
    let season =
        |(first, last, hours): (_, _, Vec<_>)| Season { first, last, weekly: hours.into_iter().map(ranges).collect() };
    Ok(rows
        .into_iter()
        .map(|row| {
            let availability = Availability {
                zone: parse_zone(&row.zone).unwrap_or(Tz::UTC),
                session: TimeDelta::minutes(row.session_minutes.into()),
                buffer: TimeDelta::minutes(row.buffer_minutes.into()),
                notice: TimeDelta::hours(row.notice_hours.into()),
                weekly: row.hours.0.into_iter().map(ranges).collect(),
                overrides: row.overrides.0.into_iter().map(days).collect(),
                year: Year { seasons: row.seasons.0.into_iter().map(season).collect(), holidays: row.holidays.0 },
                busy: row.busy.0,
                viewer_busy: row.viewer_busy.0,
            };
            (UserId(row.person_id), availability)
        })
        .collect())
}

/// When somebody is taken within a stretch of time, in order: at most 500 spans.
pub async fn busy(
    ctx: &Ctx,
    person: UserId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>)>, sqlx::Error> {
    let spans = sqlx::query!(
        r#"SELECT lower(span) AS "from!", upper(span) AS "until!" FROM bookings.busy
           WHERE person_id = $1 AND span && tstzrange($2, $3) AND (lapses_at IS NULL OR lapses_at > $4)
           ORDER BY lower(span) LIMIT 500"#,
        person.0,
        from,
        until,
        ctx.now(),
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(spans.into_iter().map(|span| (span.from, span.until)).collect())
}
