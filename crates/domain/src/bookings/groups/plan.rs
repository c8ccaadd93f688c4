use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    GroupId, Problem, Refusal, UserId,
    bookings::Policy,
    groups::{OfferedLength, PlanGroup},
};
use sqlx::PgConnection;

use super::{GroupEvent, describe::what_is_there, events::announce};
use crate::{
    Ctx, Once,
    accounts::User,
    bookings::{Error, slots::local_minute, take_time::free_lapsed_of},
    once,
};

/// Groups of one tutor that are still to come.
const COMING: i64 = 30;

/// What a tutor's open group offerings say, one for each length.
#[derive(Clone, Debug)]
pub struct GroupOffer {
    pub of: OfferedLength,
    pub title: String,
    /// Of one seat.
    pub price_minor: i64,
    pub currency: String,
    pub seats_min: i16,
    pub seats_max: i16,
    /// People join until so many hours before the start.
    pub join_hours: i16,
    pub policy: Policy,
    before: TimeDelta,
    after: TimeDelta,
    horizon: TimeDelta,
}

/// Everything a tutor may plan a group from.
pub async fn offers(ctx: &Ctx, tutor: &User) -> Result<Vec<GroupOffer>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT o.id AS "id!", l.minutes AS "minutes!", o.title AS "title!", l.price_minor AS "price_minor!",
                  t.currency AS "currency!", o.seats_min AS "seats_min!", o.seats_max AS "seats_max!", o.join_hours AS "join_hours!",
                  o.policy AS "policy!", o.before_minutes AS "before!", o.after_minutes AS "after!", o.horizon_days AS "horizon!"
           FROM tutors.public_offering o
           JOIN tutors.public_offering_length l ON l.offering_id = o.id
           JOIN tutors.public_tutor t ON t.person_id = o.tutor_id
           WHERE o.tutor_id = $1 AND o.kind = 'group' AND o.closed_at IS NULL
           ORDER BY o.position, o.id, l.minutes LIMIT 100"#,
        tutor.id.0,
    )
    .fetch_all(&ctx.db)
    .await?;
    let offers = rows.into_iter().map(|row| {
        Ok(GroupOffer {
            of: OfferedLength { offering: row.id, minutes: row.minutes },
            title: row.title,
            price_minor: row.price_minor,
            currency: row.currency,
            seats_min: row.seats_min,
            seats_max: row.seats_max,
            join_hours: row.join_hours,
            policy: row.policy.parse().map_err(|e: String| sqlx::Error::Decode(e.into()))?,
            before: TimeDelta::minutes(row.before.into()),
            after: TimeDelta::minutes(row.after.into()),
            horizon: TimeDelta::days(row.horizon.into()),
        })
    });
    offers.collect()
}

/// Where a group stands in time.
struct Place {
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    join_until: DateTime<Utc>,
    /// The tutor's time, with what is kept free around it.
    busy: (DateTime<Utc>, DateTime<Utc>),
}

/// Plans a group by one of the tutor's own offerings, whose terms it keeps, and takes the tutor's time for it. `None` if this very
/// form has done it already.
///
/// # Errors
/// `GroupTimeTaken` (found by the database) with what is there, `GroupTooSoon`, `TooManyGroups`, `VerifyFirst`, `SubjectNotTaught`,
/// and what does not fit into the form.
pub async fn plan(ctx: &Ctx, user: &User, form: PlanGroup) -> Result<Option<GroupId>, Error> {
    user.must_be_verified(ctx.now())?;
    let offer = offers(ctx, user).await?.into_iter().find(|offer| offer.of == form.offer);
    let offer = offer.ok_or(Error::Unfit("offer", Problem::NotAChoice))?;
    let place = place(ctx, user, &offer, &form)?;

    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(None);
    }
    if !teaches(&mut tx, user.id, &form.subject).await? {
        return Err(Error::SubjectNotTaught);
    }
    leave_room(ctx, &mut tx, user.id).await?;
    let id = GroupId(ctx.id());
    insert(ctx, &mut tx, id, user.id, &offer, &place, &form).await?;
    free_lapsed_of(ctx, &mut tx, user.id, place.busy).await?;
    if !take_time(&mut tx, id, user.id, place.busy).await? {
        metrics::counter!("bookings_conflicts_total").increment(1);
        let what = what_is_there(ctx, &mut tx, user, place.busy).await?;
        return Err(Refusal::GroupTimeTaken { what }.into());
    }
    announce(ctx, &mut tx, GroupEvent::Planned { group: id, tutor: user.id }).await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// The clock on the tutor's wall decides; a time that the clocks jump over is the first one after it.
fn place(ctx: &Ctx, user: &User, offer: &GroupOffer, form: &PlanGroup) -> Result<Place, Error> {
    let now = ctx.now();
    let start = local_minute(user.reader.zone, form.day, form.minute);
    let starts_at = start.ok_or(Error::Unfit("time", Problem::NotADate))?;
    let ends_at = starts_at + TimeDelta::minutes(offer.of.minutes.into());
    let join_until = starts_at - TimeDelta::hours(offer.join_hours.into());
    match () {
        () if starts_at <= now => Err(Error::Unfit("day", Problem::InThePast)),
        () if now + offer.horizon < starts_at => Err(Error::Unfit("day", Problem::TooFarAhead)),
        () if join_until <= now => Err(Refusal::GroupTooSoon { hours: offer.join_hours }.into()),
        () => Ok(Place { starts_at, ends_at, join_until, busy: (starts_at - offer.before, ends_at + offer.after) }),
    }
}

async fn teaches(conn: &mut PgConnection, tutor: UserId, subject: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM tutors.public_specialty WHERE tutor_id = $1 AND subject = $2) AS "teaches!""#,
        tutor.0,
        subject,
    )
    .fetch_one(conn)
    .await
}

/// Two plans of one tutor wait for each other from here on, so that they are counted one after the other.
async fn leave_room(ctx: &Ctx, conn: &mut PgConnection, tutor: UserId) -> Result<(), Error> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('bookings.plan:' || $1::text, 0))", tutor.to_string())
        .execute(&mut *conn)
        .await?;
    let coming = sqlx::query_scalar!(
        r#"SELECT count(*) AS "coming!" FROM bookings.group_session
           WHERE tutor_id = $1 AND starts_at > $2 AND state <> 'cancelled'"#,
        tutor.0,
        ctx.now(),
    );
    if coming.fetch_one(conn).await? >= COMING { Err(Refusal::TooManyGroups.into()) } else { Ok(()) }
}

async fn insert(
    ctx: &Ctx,
    conn: &mut PgConnection,
    id: GroupId,
    tutor: UserId,
    offer: &GroupOffer,
    place: &Place,
    form: &PlanGroup,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO bookings.group_session (id, tutor_id, offering_id, title, about, subject, starts_at, ends_at, join_until,
                                             price_minor, currency, policy, seats_min, seats_max, planned_at, place,
                                             place_detail)
         SELECT $1, $2, o.id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, o.place, o.place_detail
         FROM tutors.public_offering o WHERE o.id = $3",
        id.0,
        tutor.0,
        offer.of.offering,
        form.title,
        form.about,
        form.subject,
        place.starts_at,
        place.ends_at,
        place.join_until,
        offer.price_minor,
        offer.currency,
        offer.policy.as_str(),
        offer.seats_min,
        offer.seats_max,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn take_time(
    conn: &mut PgConnection,
    id: GroupId,
    tutor: UserId,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<bool, sqlx::Error> {
    let taken = sqlx::query!(
        "INSERT INTO bookings.busy (group_id, person_id, span) VALUES ($1, $2, tstzrange($3, $4))
         ON CONFLICT ON CONSTRAINT busy_no_overlap DO NOTHING",
        id.0,
        tutor.0,
        from,
        to,
    );
    Ok(taken.execute(conn).await?.rows_affected() == 1)
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
