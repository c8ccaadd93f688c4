//! Taking the time of two people. The database decides who was first; nothing here looks whether it is free.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{BookingId, Refusal, UserId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Error, slots::Slot};
use crate::Ctx;

/// Whose time a booking needs, and until when it is only lent.
pub(super) struct Claim {
    pub booking: BookingId,
    pub student: UserId,
    pub tutor: UserId,
    /// Kept free before and after, for the tutor.
    pub before: TimeDelta,
    pub after: TimeDelta,
    pub slot: Slot,
    /// It is free again then, unless something happens; `None`: it is settled.
    pub lapses_at: Option<DateTime<Utc>>,
    /// The tutor's time stays open to others.
    pub competing: bool,
}

/// Whose time, from when until when.
type Span = (UserId, DateTime<Utc>, DateTime<Utc>);

/// The same as columns.
pub(super) struct Spans {
    pub people: Vec<Uuid>,
    pub from: Vec<DateTime<Utc>>,
    pub until: Vec<DateTime<Utc>>,
}

impl From<Vec<Span>> for Spans {
    fn from(spans: Vec<Span>) -> Self {
        let (from, until) = spans.iter().map(|span| (span.1, span.2)).unzip();
        Self { people: spans.iter().map(|span| span.0.0).collect(), from, until }
    }
}

impl Claim {
    /// The time of each participant, always in the order of their ids, so that two who book each other cannot wait in a circle.
    pub(super) fn spans(&self) -> Vec<Span> {
        let Slot { starts_at, ends_at } = self.slot;
        let mut spans = vec![(self.student, starts_at, ends_at)];
        if !self.competing {
            spans.push((self.tutor, starts_at - self.before, ends_at + self.after));
        }
        spans.sort();
        spans
    }

    /// Refuses where somebody's time could not be taken.
    ///
    /// # Errors
    /// `SlotTaken` for the tutor's time, `YouAreBusy` for the student's.
    pub(super) fn is_whole(&self, taken: &[UserId]) -> Result<(), Refusal> {
        match self.spans().into_iter().find(|span| !taken.contains(&span.0)) {
            None => Ok(()),
            Some(missing) if missing.0 == self.tutor => Err(Refusal::SlotTaken),
            Some(_) => Err(Refusal::YouAreBusy),
        }
    }
}

/// Whether the time that was refused was only lent to others and has lapsed: what is left of that is freed, unless somebody else has done so
/// meanwhile. Another attempt may have it.
pub(super) async fn had_lapsed(ctx: &Ctx, claim: &Claim, refused: &Error) -> Result<bool, sqlx::Error> {
    if !matches!(refused, Error::Refused(Refusal::SlotTaken | Refusal::YouAreBusy)) {
        return Ok(false);
    }
    free_lapsed(ctx, claim).await?;
    let free = sqlx::query_scalar!(
        r#"SELECT NOT EXISTS (SELECT FROM bookings.busy WHERE person_id = ANY($1) AND span && tstzrange($2, $3)) AS "free!""#,
        &[claim.student.0, claim.tutor.0],
        claim.slot.starts_at - claim.before,
        claim.slot.ends_at + claim.after,
    );
    let free = free.fetch_one(&ctx.db).await?;
    if !free {
        count_conflict();
    }
    Ok(free)
}

/// Somebody was later than somebody else.
pub(super) fn count_conflict() {
    metrics::counter!("bookings_conflicts_total").increment(1);
}

/// Frees what others were lent there and have not used in time. It is a statement of its own before the transaction that
/// takes the time: within it, two could wait for each other.
pub(super) async fn free_lapsed(ctx: &Ctx, claim: &Claim) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "DELETE FROM bookings.busy WHERE person_id = ANY($1) AND span && tstzrange($2, $3) AND lapses_at <= $4",
        &[claim.student.0, claim.tutor.0],
        claim.slot.starts_at - claim.before,
        claim.slot.ends_at + claim.after,
        ctx.now(),
    )
    .execute(&ctx.db)
    .await?;
    Ok(())
}

/// The same for one person within a transaction, which must not wait: what another one is taking just now is not free anyway.
pub(super) async fn free_lapsed_of(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "WITH lapsed AS (SELECT span FROM bookings.busy WHERE person_id = $1 AND span && tstzrange($2, $3) AND lapses_at <= $4
                         FOR UPDATE SKIP LOCKED)
         DELETE FROM bookings.busy b USING lapsed l WHERE b.person_id = $1 AND b.span = l.span AND b.lapses_at <= $4",
        person.0,
        from,
        to,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// # Errors
/// `SlotTaken` for the tutor's time, `YouAreBusy` for the student's.
pub(super) async fn take_time(conn: &mut PgConnection, claim: &Claim) -> Result<(), Error> {
    let taken = take_spans(conn, claim.booking, &claim.spans(), claim.lapses_at).await?;
    claim.is_whole(&taken).inspect_err(|_| count_conflict())?;
    Ok(())
}

/// Whether one person's span was free.
pub(super) async fn take_span(
    conn: &mut PgConnection,
    id: BookingId,
    person: UserId,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    lapses_at: Option<DateTime<Utc>>,
) -> Result<bool, sqlx::Error> {
    Ok(take_spans(conn, id, &[(person, from, to)], lapses_at).await?.len() == 1)
}

/// Takes them in this order; whose span was free. A plain insert meets an overlap after it has written its own row: two at the
/// same instant then wait for each other until Postgres ends one of them as a deadlock. With `ON CONFLICT` one waits for the
/// other.
async fn take_spans(
    conn: &mut PgConnection,
    id: BookingId,
    spans: &[Span],
    lapses_at: Option<DateTime<Utc>>,
) -> Result<Vec<UserId>, sqlx::Error> {
    let Spans { people, from, until } = spans.to_vec().into();
    let taken = sqlx::query_scalar!(
        "INSERT INTO bookings.busy (booking_id, person_id, span, lapses_at)
         SELECT $1, s.person, tstzrange(s.begins, s.ends), $5
         FROM unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) WITH ORDINALITY AS s (person, begins, ends, nth) ORDER BY s.nth
         ON CONFLICT ON CONSTRAINT busy_no_overlap DO NOTHING RETURNING person_id",
        id.0,
        &people,
        &from,
        &until,
        lapses_at,
    )
    .fetch_all(conn)
    .await?;
    Ok(taken.into_iter().map(UserId).collect())
}

/// Keeps the time until then, or for good. How many of the two still had it: what was lent and not used in time may be
/// somebody else's by now.
pub(super) async fn settle_time(
    conn: &mut PgConnection,
    id: BookingId,
    lapses_at: Option<DateTime<Utc>>,
) -> Result<u64, sqlx::Error> {
    let kept = sqlx::query!("UPDATE bookings.busy SET lapses_at = $2 WHERE booking_id = $1", id.0, lapses_at);
    Ok(kept.execute(conn).await?.rows_affected())
}

/// Keeps what a hold was lent, as long as its request needs it, and gives back what that does not need. `false` if any of
/// it is gone: then nothing is kept.
pub(super) async fn lend_time(conn: &mut PgConnection, claim: &Claim) -> Result<bool, sqlx::Error> {
    let needed: Vec<_> = claim.spans().iter().map(|span| span.0.0).collect();
    give_back(conn, claim.booking, &needed).await?;
    let kept = settle_time(conn, claim.booking, claim.lapses_at).await?;
    let all = usize::try_from(kept).is_ok_and(|kept| kept == needed.len());
    if !all {
        give_back(conn, claim.booking, &[]).await?;
    }
    Ok(all)
}

pub(super) async fn give_back(conn: &mut PgConnection, id: BookingId, but: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM bookings.busy WHERE booking_id = $1 AND person_id <> ALL($2)", id.0, but)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether the tutor has something else then. Where several may ask, that alone decides nothing: it spares them the asking.
pub(super) async fn is_taken(ctx: &Ctx, conn: &mut PgConnection, claim: &Claim) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM bookings.busy WHERE person_id = $1 AND span && tstzrange($2, $3)
                          AND (lapses_at IS NULL OR lapses_at > $4)) AS "taken!""#,
        claim.tutor.0,
        claim.slot.starts_at - claim.before,
        claim.slot.ends_at + claim.after,
        ctx.now(),
    )
    .fetch_one(conn)
    .await
}
