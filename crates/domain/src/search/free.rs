use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contract::UserId;
use sqlx::PgConnection;
use uuid::Uuid;

use super::windows::{FreeTime, free_times, starts};
use crate::{Ctx, bookings};

/// Computes when each of these tutors is free. Whoever offers nothing is left out.
pub(super) async fn compute(
    ctx: &Ctx,
    conn: &mut PgConnection,
    tutors: &[Uuid],
) -> Result<HashMap<Uuid, Vec<FreeTime>>, sqlx::Error> {
    let ids: Vec<UserId> = tutors.iter().copied().map(UserId).collect();
    let all = bookings::availabilities_on(ctx, conn, &ids, None).await?;
    Ok(all.into_iter().map(|(tutor, a)| (tutor.0, free_times(&a, ctx.now()))).collect())
}

/// Keeps them in place of what was kept before of all these tutors.
pub(super) async fn write(
    ctx: &Ctx,
    conn: &mut PgConnection,
    all: &[Uuid],
    free: &[(Uuid, &FreeTime)],
) -> Result<(), sqlx::Error> {
    let tutors: Vec<Uuid> = free.iter().map(|(tutor, _)| *tutor).collect();
    sqlx::query!(
        "DELETE FROM search.free f WHERE f.tutor_id = ANY($1)
         AND NOT EXISTS (SELECT FROM unnest($2::uuid[], $3::smallint[]) AS kept (tutor_id, minutes)
                         WHERE kept.tutor_id = f.tutor_id AND kept.minutes = f.minutes)",
        all,
        &tutors,
        &free.iter().map(|(_, free)| free.minutes).collect::<Vec<_>>(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO search.free (tutor_id, minutes, notice_hours, on_quarter, off_quarter, runs, counted_at)
         SELECT x.tutor_id, x.minutes, x.notice_hours, x.on_quarter::bit(3072), x.off_quarter::bit(3072),
                string_to_array(x.runs, ' ')::integer[], $7
         FROM unnest($1::uuid[], $2::smallint[], $3::smallint[], $4::text[], $5::text[], $6::text[])
              AS x (tutor_id, minutes, notice_hours, on_quarter, off_quarter, runs)
         ON CONFLICT (tutor_id, minutes) DO UPDATE SET
             notice_hours = excluded.notice_hours, on_quarter = excluded.on_quarter, off_quarter = excluded.off_quarter,
             runs = excluded.runs, counted_at = excluded.counted_at",
        &tutors,
        &free.iter().map(|(_, free)| free.minutes).collect::<Vec<_>>(),
        &free.iter().map(|(_, free)| free.notice_hours).collect::<Vec<_>>(),
        &free.iter().map(|(_, free)| free.on_quarter.text()).collect::<Vec<_>>(),
        &free
            .iter()
            .map(|(_, free)| (!free.off_quarter.is_empty()).then(|| free.off_quarter.text()))
            .collect::<Vec<_>>() as _,
        &free.iter().map(|(_, free)| words(&free.runs)).collect::<Vec<_>>(),
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn words(runs: &[i32]) -> String {
    runs.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// What was known of a tutor, and until when that reached.
pub(super) struct Before {
    pub starts: Vec<DateTime<Utc>>,
    pub counted_at: DateTime<Utc>,
}

/// What is kept of one tutor; `None` if nothing is yet.
pub(super) async fn kept(conn: &mut PgConnection, tutor: Uuid) -> Result<Option<Before>, sqlx::Error> {
    let row =
        sqlx::query!("SELECT runs, counted_at FROM search.free WHERE tutor_id = $1 ORDER BY minutes LIMIT 1", tutor)
            .fetch_optional(conn)
            .await?;
    Ok(row.map(|row| Before { starts: starts(&row.runs).collect(), counted_at: row.counted_at }))
}
