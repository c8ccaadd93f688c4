use contract::{
    OfferingId, Refusal,
    tutors::{OfferingTerms, SaveOffering},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::lead;
use crate::{
    Ctx,
    accounts::User,
    tutors::{
        Error, Event,
        begin::{announce, begin},
    },
};

/// So many offerings of one tutor can be open.
pub const OFFERINGS_MAX: i64 = 12;

/// Saves what is offered. What was booked keeps its terms. `None`: another offering; it comes last.
///
/// # Errors
/// `ProfileFirst`; `TooManyOfferings`; `NotFound` for one that is not theirs.
pub async fn save_offering(ctx: &Ctx, user: &User, id: Option<OfferingId>, form: SaveOffering) -> Result<(), Error> {
    let Some((mut tx, _)) = begin(ctx, user, form.key).await? else { return Ok(()) };
    let id = match id {
        Some(id) if is_theirs(&mut tx, user, id, &form).await? => id.0,
        Some(_) => return Err(Error::NotFound),
        None => {
            leave_room(&mut tx, user).await?;
            ctx.id()
        }
    };
    put(ctx, &mut tx, user, id, &form).await?;
    set_lengths(&mut tx, id, &form.terms).await?;
    changed(ctx, &mut tx, user).await?;
    tx.commit().await?;
    Ok(())
}

/// Whoever looks for this tutor finds another price, other lengths and other times.
pub(super) async fn changed(ctx: &Ctx, conn: &mut PgConnection, user: &User) -> Result<(), sqlx::Error> {
    lead(conn, user).await?;
    announce(ctx, conn, Event::ProfileChanged { tutor: user.id }).await?;
    announce(ctx, conn, Event::HoursChanged { tutor: user.id }).await
}

/// # Errors
/// `TooManyOfferings`
pub(super) async fn leave_room(conn: &mut PgConnection, user: &User) -> Result<(), Error> {
    let open = sqlx::query_scalar!(
        r#"SELECT count(*) AS "open!" FROM tutors.offering WHERE tutor_id = $1 AND closed_at IS NULL"#,
        user.id.0
    )
    .fetch_one(conn)
    .await?;
    if open >= OFFERINGS_MAX { Err(Refusal::TooManyOfferings.into()) } else { Ok(()) }
}

/// What there is already stays of its kind.
async fn is_theirs(
    conn: &mut PgConnection,
    user: &User,
    id: OfferingId,
    form: &SaveOffering,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM tutors.offering WHERE id = $1 AND tutor_id = $2 AND kind = $3) AS "theirs!""#,
        id.0,
        user.id.0,
        form.kind.as_str(),
    )
    .fetch_one(conn)
    .await
}

/// A new one comes last.
async fn put(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    id: Uuid,
    form: &SaveOffering,
) -> Result<(), sqlx::Error> {
    let SaveOffering { kind, terms, .. } = form;
    sqlx::query!(
        "INSERT INTO tutors.offering (id, tutor_id, kind, title, about, before_minutes, after_minutes, notice_hours, horizon_days,
                                      day_cap, week_cap, approval, answer_hours, competing, policy, place, place_detail,
                                      seats_min, seats_max, join_hours, position, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                 (SELECT coalesce(max(position), -1) + 1 FROM tutors.offering WHERE tutor_id = $2), $21)
         ON CONFLICT (id) DO UPDATE SET
             title = excluded.title, about = excluded.about, before_minutes = excluded.before_minutes,
             after_minutes = excluded.after_minutes, notice_hours = excluded.notice_hours, horizon_days = excluded.horizon_days,
             day_cap = excluded.day_cap, week_cap = excluded.week_cap, approval = excluded.approval,
             answer_hours = excluded.answer_hours, competing = excluded.competing, policy = excluded.policy,
             place = excluded.place, place_detail = excluded.place_detail, seats_min = excluded.seats_min,
             seats_max = excluded.seats_max, join_hours = excluded.join_hours",
        id,
        user.id.0,
        kind.as_str(),
        terms.title,
        terms.about,
        terms.before_minutes,
        terms.after_minutes,
        terms.notice_hours,
        terms.horizon_days,
        terms.day_cap,
        terms.week_cap,
        terms.approval.as_str(),
        terms.answer_hours,
        terms.competing,
        terms.policy.as_str(),
        terms.place.as_str(),
        terms.place_detail,
        terms.seats.map(|seats| seats.min),
        terms.seats.map(|seats| seats.max),
        terms.seats.map(|seats| seats.join_hours),
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn set_lengths(conn: &mut PgConnection, id: Uuid, terms: &OfferingTerms) -> Result<(), sqlx::Error> {
    let (minutes, prices): (Vec<_>, Vec<_>) = terms.lengths.iter().map(|l| (l.minutes, l.price_minor)).unzip();
    sqlx::query!("DELETE FROM tutors.offering_length WHERE offering_id = $1", id).execute(&mut *conn).await?;
    sqlx::query!(
        "INSERT INTO tutors.offering_length (offering_id, minutes, price_minor)
         SELECT $1, * FROM unnest($2::smallint[], $3::bigint[])",
        id,
        &minutes,
        &prices,
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
