use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use contract::{UserId, bookings::OfferingChoice};
use sqlx::{PgConnection, types::Json};

use super::{
    model::Booking,
    slots::{Availability, Caps, DayRange, WeeklyRange},
    year::{Season, Year},
};
use crate::{Ctx, accounts::parse_zone};

/// No offering can be booked farther ahead than that, in days.
pub const HORIZON_DAYS: i64 = 180;

/// First and last day, and the hours of each.
type Seasons = Vec<(NaiveDate, NaiveDate, Vec<(i16, i16, i16)>)>;

/// What decides when this tutor is free for what comes first among the offerings, seen by `viewer`. `None` for someone with whom
/// nothing can be booked.
pub async fn availability(
    ctx: &Ctx,
    tutor: UserId,
    viewer: Option<UserId>,
) -> Result<Option<Availability>, sqlx::Error> {
    availability_for(ctx, tutor, viewer, None).await
}

/// The same for one of the offerings in one of its lengths. `None` if that is not offered.
pub async fn availability_for(
    ctx: &Ctx,
    tutor: UserId,
    viewer: Option<UserId>,
    choice: Option<OfferingChoice>,
) -> Result<Option<Availability>, sqlx::Error> {
    let mut conn = ctx.db.acquire().await?;
    Ok(read(ctx, &mut conn, &[tutor], viewer, choice).await?.into_iter().next().map(|(_, a)| a))
}

/// The same within a transaction, seen by nobody.
pub(super) async fn availability_in(
    ctx: &Ctx,
    conn: &mut PgConnection,
    tutor: UserId,
    choice: OfferingChoice,
) -> Result<Option<Availability>, sqlx::Error> {
    Ok(read(ctx, conn, &[tutor], None, Some(choice)).await?.pop().map(|(_, a)| a))
}

/// When both sides of a booking are free for as long as it takes, on the terms that it was booked by. If its offering is gone, the
/// first of the others says how far ahead and how soon.
pub(super) async fn availability_of(ctx: &Ctx, booking: &Booking) -> Result<Option<Availability>, sqlx::Error> {
    let session = booking.ends_at - booking.starts_at;
    let mut found = availability_for(ctx, booking.tutor, Some(booking.student), booking.choice()).await?;
    if found.is_none() {
        found = availability(ctx, booking.tutor, Some(booking.student)).await?;
    }
    Ok(found.map(|hours| Availability { session, before: booking.before, after: booking.after, ..hours }))
}

/// What comes first among the offerings of many tutors, in one round trip and in no order. Taken time reaches from a week ago to the
/// farthest horizon.
pub async fn availabilities_on(
    ctx: &Ctx,
    conn: &mut PgConnection,
    tutors: &[UserId],
    viewer: Option<UserId>,
) -> Result<Vec<(UserId, Availability)>, sqlx::Error> {
    read(ctx, conn, tutors, viewer, None).await
}

async fn read(
    ctx: &Ctx,
    conn: &mut PgConnection,
    tutors: &[UserId],
    viewer: Option<UserId>,
    choice: Option<OfferingChoice>,
) -> Result<Vec<(UserId, Availability)>, sqlx::Error> {
    let ids: Vec<_> = tutors.iter().map(|id| id.0).collect();
    let from = ctx.now() - TimeDelta::days(8);
    let until = ctx.now() + TimeDelta::days(HORIZON_DAYS + 8);
    let rows = sqlx::query!(
        r#"SELECT t.person_id AS "person_id!", p.zone AS "zone!", o.minutes AS "minutes!", o.before_minutes AS "before!",
                  o.after_minutes AS "after!", o.notice_hours AS "notice_hours!", o.horizon_days AS "horizon_days!", o.day_cap,
                  o.week_cap,
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
                      AS "viewer_busy!: Json<Vec<(DateTime<Utc>, DateTime<Utc>)>>",
                  (SELECT coalesce(jsonb_agg(b.starts_at), '[]')
                   FROM bookings.booking b
                   WHERE (o.day_cap IS NOT NULL OR o.week_cap IS NOT NULL) AND b.offering_id = o.offering_id
                     AND b.starts_at BETWEEN $2 AND $3 AND b.state NOT IN ('declined', 'expired', 'cancelled')
                     AND (b.state NOT IN ('held', 'requested') OR b.lapses_at > $5))
                      AS "booked!: Json<Vec<DateTime<Utc>>>"
           FROM tutors.public_tutor t JOIN accounts.public_person p ON p.id = t.person_id,
                tutors.public_offered(t.person_id, $6, $7) o
           WHERE t.person_id = ANY($1)"#,
        &ids,
        from,
        until,
        viewer.map(|v| v.0),
        ctx.now(),
        choice.map(|choice| choice.offering.0),
        choice.map(|choice| choice.minutes),
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
                session: TimeDelta::minutes(row.minutes.into()),
                before: TimeDelta::minutes(row.before.into()),
                after: TimeDelta::minutes(row.after.into()),
                notice: TimeDelta::hours(row.notice_hours.into()),
                horizon: TimeDelta::days(row.horizon_days.into()),
                caps: Caps { day: row.day_cap, week: row.week_cap, booked: row.booked.0 },
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
