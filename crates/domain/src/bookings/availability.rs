use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use contract::{UserId, bookings::OfferingChoice};
use serde::Deserialize;
use sqlx::{PgConnection, types::Json};

use super::{
    model::Booking,
    slots::{Availability, Caps, DayRange, WeeklyRange},
    year::{Season, Year},
};
use crate::{Ctx, accounts::parse_zone};

/// No offering can be booked farther ahead than that, in days.
pub const HORIZON_DAYS: i64 = 180;

/// Sessions that are counted for the week of another one are nearer to it than that.
const A_WEEK: TimeDelta = TimeDelta::days(8);

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
    read(ctx, &mut *ctx.db.acquire().await?, tutor, viewer, choice, Window::all(ctx)).await
}

/// The same within a transaction, seen by nobody, and only what decides on a session that begins at `start`.
pub(super) async fn availability_at(
    ctx: &Ctx,
    conn: &mut PgConnection,
    tutor: UserId,
    choice: OfferingChoice,
    start: DateTime<Utc>,
) -> Result<Option<Availability>, sqlx::Error> {
    read(ctx, conn, tutor, None, Some(choice), Window::around(ctx, start)).await
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

/// What comes first among the offerings of many tutors, in one round trip and in no order.
pub async fn availabilities_on(
    ctx: &Ctx,
    conn: &mut PgConnection,
    tutors: &[UserId],
    viewer: Option<UserId>,
) -> Result<Vec<(UserId, Availability)>, sqlx::Error> {
    let ids: Vec<_> = tutors.iter().map(|id| id.0).collect();
    let Window { since, until } = Window::all(ctx);
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id!", a.availability AS "availability!: Json<Read>"
           FROM unnest($1::uuid[]) t (id), bookings.availability(t.id, NULL, NULL, $2, $3, $4, $5) a"#,
        &ids,
        viewer.map(|v| v.0),
        since,
        until,
        ctx.now(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (UserId(row.id), row.availability.0.into())).collect())
}

async fn read(
    ctx: &Ctx,
    conn: &mut PgConnection,
    tutor: UserId,
    viewer: Option<UserId>,
    choice: Option<OfferingChoice>,
    Window { since, until }: Window,
) -> Result<Option<Availability>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        r#"SELECT a.availability AS "availability!: Json<Read>" FROM bookings.availability($1, $2, $3, $4, $5, $6, $7) a"#,
        tutor.0,
        choice.map(|choice| choice.offering.0),
        choice.map(|choice| choice.minutes),
        viewer.map(|v| v.0),
        since,
        until,
        ctx.now(),
    );
    Ok(found.fetch_optional(conn).await?.map(|read| read.0.into()))
}

/// From when until when taken time and single days are read.
pub(super) struct Window {
    pub since: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

impl Window {
    /// Until the farthest horizon; from a week ago on, whose sessions count for the caps of this one.
    fn all(ctx: &Ctx) -> Self {
        Self { since: ctx.now() - A_WEEK, until: ctx.now() + TimeDelta::days(HORIZON_DAYS) + A_WEEK }
    }

    /// What decides on one session: the week in which it begins. What begins past all horizons is not offered, whatever is read.
    pub(super) fn around(ctx: &Ctx, start: DateTime<Utc>) -> Self {
        let start = start.clamp(ctx.now(), ctx.now() + TimeDelta::days(HORIZON_DAYS));
        Self { since: start - A_WEEK, until: start + A_WEEK }
    }
}

/// What `bookings.availability` says.
#[derive(Debug, Deserialize)]
pub(super) struct Read {
    zone: String,
    minutes: i64,
    before: i64,
    after: i64,
    notice_hours: i64,
    horizon_days: i64,
    day_cap: Option<i16>,
    week_cap: Option<i16>,
    weekly: Vec<Hours>,
    days: Vec<(NaiveDate, i16, i16)>,
    /// First and last day, and the hours of each.
    seasons: Vec<(NaiveDate, NaiveDate, Vec<Hours>)>,
    holidays: Vec<(NaiveDate, NaiveDate)>,
    busy: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    viewer_busy: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    booked: Vec<DateTime<Utc>>,
}

/// Weekday, start and end.
type Hours = (i16, i16, i16);

impl From<Read> for Availability {
    fn from(read: Read) -> Self {
        let ranges = |(weekday, starts, ends)| WeeklyRange { weekday, starts, ends };
        let weekly = |hours: Vec<Hours>| hours.into_iter().map(ranges).collect();
        let season = |(first, last, hours)| Season { first, last, weekly: weekly(hours) };
        Self {
            zone: parse_zone(&read.zone).unwrap_or(Tz::UTC),
            session: TimeDelta::minutes(read.minutes),
            before: TimeDelta::minutes(read.before),
            after: TimeDelta::minutes(read.after),
            notice: TimeDelta::hours(read.notice_hours),
            horizon: TimeDelta::days(read.horizon_days),
            caps: Caps { day: read.day_cap, week: read.week_cap, booked: read.booked },
            weekly: weekly(read.weekly),
            overrides: read.days.into_iter().map(|(day, starts, ends)| DayRange { day, starts, ends }).collect(),
            year: Year { seasons: read.seasons.into_iter().map(season).collect(), holidays: read.holidays },
            busy: read.busy,
            viewer_busy: read.viewer_busy,
        }
    }
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
