//! The one place that writes entries. Facts (awards, reversals) are written once; what they count is worked out for a whole
//! day of a person, and what was written differently before is corrected by another entry. So the sum of a cause does not
//! depend on the order in which events were heard.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::{
    UserId,
    ranking::{EntryKind, Why},
};
use sqlx::PgConnection;

use super::{
    Reason,
    badges::CheckBadges,
    due::{Due, Earned, PAIR_DAYS, due},
    reasons::{Award, Move, Reverse},
    streaks,
    trust::{SettleGiven, TRUSTED_AT},
    weights::Weights,
};
use crate::{Ctx, live};

/// Boards wait so long, so that what is undone soon never moved anybody.
const HOLD: TimeDelta = TimeDelta::hours(24);
/// Taken back of an award that is not known yet: all of it, whatever it will be worth.
const ALL: i32 = 1_000_000;

/// Where open pages of a person hear that their ledger has grown.
pub fn topic(person: UserId) -> String {
    format!("ranking/{person}")
}

/// Writes what follows from one event that happened at `at`, and settles every day on which it changes what counts.
pub(super) async fn write(
    ctx: &Ctx,
    conn: &mut PgConnection,
    weights: &Weights,
    at: DateTime<Utc>,
    moves: Vec<(&'static Reason, Move)>,
) -> Result<(), sqlx::Error> {
    let before = lock(conn, &people(&moves)).await?;
    let mut earners: BTreeSet<UserId> = moves.iter().map(|(_, one)| earner(one)).collect();
    let mut days = BTreeSet::new();
    for (reason, one) in moves {
        match one {
            Move::Award(award) => {
                days.extend(later_between(conn, &award, at).await?);
                write_award(ctx, conn, weights, at, reason, award).await?;
            }
            Move::Reverse(reverse) => write_reversal(ctx, conn, weights, reason, reverse).await?,
        }
    }
    earners.extend(days.iter().map(|(person, _)| *person));
    settle_days(ctx, conn, &days.into_iter().collect::<Vec<_>>()).await?;
    check_badges(ctx, conn, earners).await?;
    for (person, own) in before {
        trust_anew(ctx, conn, person, own).await?;
    }
    Ok(())
}

/// Works out these days anew; where something counts otherwise than was written, a correction is written.
pub(super) async fn settle(
    ctx: &Ctx,
    conn: &mut PgConnection,
    days: &[(UserId, NaiveDate)],
) -> Result<(), sqlx::Error> {
    settle_days(ctx, conn, days).await?;
    check_badges(ctx, conn, days.iter().map(|(person, _)| *person).collect()).await
}

async fn settle_days(ctx: &Ctx, conn: &mut PgConnection, days: &[(UserId, NaiveDate)]) -> Result<(), sqlx::Error> {
    lock(conn, &days.iter().map(|(person, _)| *person).collect()).await?;
    for &(person, day) in days {
        let rows = awards(conn, person, day).await?;
        for (row, due) in rows.iter().zip(dues(&rows)) {
            let difference = due.value - row.have;
            if difference != 0 {
                append(ctx, conn, row.entry(EntryKind::Correction, difference, 0, due.why, ctx.now())).await?;
            }
        }
    }
    Ok(())
}

/// One job for each whose ledger was written to.
async fn check_badges(ctx: &Ctx, conn: &mut PgConnection, people: BTreeSet<UserId>) -> Result<(), sqlx::Error> {
    for person in people {
        ctx.jobs.enqueue(conn, CheckBadges::job(person)).await?;
    }
    Ok(())
}

fn earner(one: &Move) -> UserId {
    match one {
        Move::Award(award) => award.person,
        Move::Reverse(reverse) => reverse.person,
    }
}

fn people(moves: &[(&'static Reason, Move)]) -> BTreeSet<UserId> {
    let both = |one: &Move| match one {
        Move::Award(award) => [Some(award.person), award.giver],
        Move::Reverse(reverse) => [Some(reverse.person), None],
    };
    moves.iter().flat_map(|(_, one)| both(one)).flatten().collect()
}

/// Holds these people's ledgers, in the order of their ids, and says what their own work was worth.
async fn lock(conn: &mut PgConnection, people: &BTreeSet<UserId>) -> Result<Vec<(UserId, i64)>, sqlx::Error> {
    let ids: Vec<_> = people.iter().map(|person| person.0).collect();
    sqlx::query!(
        "INSERT INTO ranking.standing (person_id) SELECT p.id FROM unnest($1::uuid[]) AS p (id) ORDER BY p.id ON CONFLICT DO NOTHING",
        &ids
    )
    .execute(&mut *conn)
    .await?;
    let rows = sqlx::query!(
        "SELECT person_id, own FROM ranking.standing WHERE person_id = ANY($1) ORDER BY person_id FOR UPDATE",
        &ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (UserId(row.person_id), row.own)).collect())
}

async fn write_award(
    ctx: &Ctx,
    conn: &mut PgConnection,
    weights: &Weights,
    at: DateTime<Utc>,
    reason: &'static Reason,
    award: Award,
) -> Result<(), sqlx::Error> {
    let base = weights.of(reason).saturating_mul(award.times.clamp(1, reason.most)).max(0);
    let new = Row::new(conn, reason, award, at, base).await?;
    let mut rows = awards(conn, new.person, at.date_naive()).await?;
    if rows.iter().any(|row| row.is_same(&new)) {
        return Ok(());
    }
    if new.giver.is_none() {
        streaks::remember(conn, new.person, at).await?;
    }
    rows.push(new);
    rows.sort_by(|a, b| a.order().cmp(&b.order()));
    for (row, due) in rows.iter().zip(dues(&rows)) {
        let difference = due.value - row.have;
        if row.is_new {
            append(ctx, conn, row.entry(EntryKind::Award, due.value, base, due.why, at)).await?;
        } else if difference != 0 {
            append(ctx, conn, row.entry(EntryKind::Correction, difference, 0, due.why, ctx.now())).await?;
        }
    }
    Ok(())
}

/// Of an award that is not known yet only the fact is written; the award will find it.
async fn write_reversal(
    ctx: &Ctx,
    conn: &mut PgConnection,
    weights: &Weights,
    reason: &'static Reason,
    reverse: Reverse,
) -> Result<(), sqlx::Error> {
    let (back, of) = reverse.part;
    let part = |base: i32| if back >= of { base } else { (base * back + of - 1) / of };
    let Some(day) = award_day(conn, reason, &reverse).await? else {
        let base = if back >= of { ALL } else { part(weights.of(reason)) };
        return append(ctx, conn, NewEntry::alone(ctx, reason, &reverse, base)).await;
    };
    let mut rows = awards(conn, reverse.person, day).await?;
    let Some(nth) = rows.iter().position(|row| row.reason == reason.slug && row.cause == reverse.cause) else {
        return Ok(());
    };
    if rows[nth].is_reversed {
        return Ok(());
    }
    let base = part(rows[nth].base);
    rows[nth].back += base;
    let Some(due) = dues(&rows).into_iter().nth(nth) else { return Ok(()) };
    let row = &rows[nth];
    append(ctx, conn, row.entry(EntryKind::Reversal, due.value - row.have, base, None, ctx.now())).await
}

async fn award_day(conn: &mut PgConnection, reason: &Reason, of: &Reverse) -> Result<Option<NaiveDate>, sqlx::Error> {
    let at = sqlx::query_scalar!(
        "SELECT earned_at FROM ranking.entry WHERE person_id = $1 AND reason = $2 AND cause = $3 AND kind = 'award'",
        of.person.0,
        reason.slug,
        of.cause
    )
    .fetch_optional(conn)
    .await?;
    Ok(at.map(|at| at.date_naive()))
}

/// The days on which an award between the same two people counts less because of this one, which was earned before.
async fn later_between(
    conn: &mut PgConnection,
    award: &Award,
    at: DateTime<Utc>,
) -> Result<Vec<(UserId, NaiveDate)>, sqlx::Error> {
    let Some(giver) = award.giver else { return Ok(Vec::new()) };
    let rows = sqlx::query!(
        r#"SELECT DISTINCT person_id, (earned_at AT TIME ZONE 'UTC')::date AS "day!" FROM ranking.entry
           WHERE kind = 'award' AND giver_id IS NOT NULL
             AND least(person_id, giver_id) = least($1::uuid, $2::uuid)
             AND greatest(person_id, giver_id) = greatest($1::uuid, $2::uuid)
             AND earned_at >= $3 AND earned_at < $3 + make_interval(days => $4)
           ORDER BY 1, 2"#,
        award.person.0,
        giver.0,
        at,
        i32::try_from(PAIR_DAYS).unwrap_or(i32::MAX)
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (UserId(row.person_id), row.day)).collect())
}

/// Whoever has earned enough by their own work, or no longer, has what they gave counted anew.
async fn trust_anew(ctx: &Ctx, conn: &mut PgConnection, person: UserId, before: i64) -> Result<(), sqlx::Error> {
    let own = sqlx::query_scalar!("SELECT own FROM ranking.standing WHERE person_id = $1", person.0)
        .fetch_one(&mut *conn)
        .await?;
    if (own >= TRUSTED_AT) != (before >= TRUSTED_AT) {
        ctx.jobs.enqueue(conn, SettleGiven::job(person)).await?;
    }
    Ok(())
}

/// An award as it stands in the ledger, with all that was written about its cause.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Row {
    person: UserId,
    reason: String,
    cause: String,
    base: i32,
    back: i32,
    is_reversed: bool,
    /// What was written so far.
    have: i32,
    giver: Option<UserId>,
    /// Awards between the same two people in the days before.
    before: u32,
    trusted: bool,
    held: bool,
    help: String,
    topic: Option<String>,
    path: String,
    at: DateTime<Utc>,
    is_new: bool,
}

impl Row {
    async fn new(
        conn: &mut PgConnection,
        reason: &Reason,
        award: Award,
        at: DateTime<Utc>,
        base: i32,
    ) -> Result<Self, sqlx::Error> {
        let around = sqlx::query!(
            r#"SELECT coalesce((SELECT own >= $6 FROM ranking.standing WHERE person_id = $2), false) AS "trusted!",
                      (SELECT sum(base) FROM ranking.entry
                       WHERE person_id = $1 AND reason = $3 AND cause = $4 AND kind = 'reversal')::integer AS back,
                      (SELECT count(*) FROM ranking.entry p
                       WHERE p.kind = 'award' AND p.giver_id IS NOT NULL
                         AND least(p.person_id, p.giver_id) = least($1::uuid, $2::uuid)
                         AND greatest(p.person_id, p.giver_id) = greatest($1::uuid, $2::uuid)
                         AND p.earned_at > $5::timestamptz - make_interval(days => $7)
                         AND (p.earned_at, p.reason, p.cause, p.person_id) < ($5, $3, $4, $1))::integer AS "before!""#,
            award.person.0,
            award.giver.map(|giver| giver.0),
            reason.slug,
            award.cause,
            at,
            TRUSTED_AT,
            i32::try_from(PAIR_DAYS).unwrap_or(i32::MAX)
        )
        .fetch_one(conn)
        .await?;
        Ok(Self {
            person: award.person,
            reason: reason.slug.into(),
            cause: award.cause,
            base,
            back: around.back.unwrap_or_default().min(base),
            is_reversed: around.back.is_some(),
            have: 0,
            giver: award.giver,
            before: u32::try_from(around.before).unwrap_or_default(),
            trusted: around.trusted,
            held: false,
            help: reason.help.as_str().into(),
            topic: award.topic,
            path: award.path,
            at,
            is_new: true,
        })
    }

    /// The order in which awards of a day were earned, the same whenever they are read.
    fn order(&self) -> (DateTime<Utc>, &str, &str) {
        (self.at, &self.reason, &self.cause)
    }

    fn is_same(&self, other: &Self) -> bool {
        (&self.reason, &self.cause) == (&other.reason, &other.cause)
    }

    fn entry(&self, kind: EntryKind, value: i32, base: i32, why: Option<Why>, at: DateTime<Utc>) -> NewEntry<'_> {
        let own = match kind {
            EntryKind::Award => base - self.back,
            EntryKind::Reversal => -base,
            EntryKind::Correction => 0,
        };
        NewEntry {
            own: if self.giver.is_none() { own } else { 0 },
            person: self.person,
            kind,
            reason: &self.reason,
            cause: &self.cause,
            value,
            base,
            giver: self.giver,
            why,
            help: &self.help,
            topic: self.topic.as_deref(),
            path: &self.path,
            at,
            counts_at: (self.at + HOLD).max(at),
        }
    }
}

fn dues(rows: &[Row]) -> Vec<Due> {
    let earned = rows.iter().map(|row| Earned {
        base: row.base,
        back: row.back,
        given: row.giver.map(|_| row.before),
        trusted: row.trusted,
        held: row.held,
    });
    due(&earned.collect::<Vec<_>>())
}

/// The awards that a person earned on a day (UTC), in their order.
async fn awards(conn: &mut PgConnection, person: UserId, day: NaiveDate) -> Result<Vec<Row>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT a.reason, a.cause, a.base, a.giver_id, a.help, a.topic, a.path, a.earned_at,
                  (SELECT sum(r.base) FROM ranking.entry r
                   WHERE r.person_id = a.person_id AND r.reason = a.reason AND r.cause = a.cause
                     AND r.kind = 'reversal')::integer AS back,
                  (SELECT sum(v.value) FROM ranking.entry v
                   WHERE v.person_id = a.person_id AND v.reason = a.reason AND v.cause = a.cause)::integer AS "have!",
                  (SELECT count(*) FROM ranking.entry p
                   WHERE p.kind = 'award' AND p.giver_id IS NOT NULL
                     AND least(p.person_id, p.giver_id) = least(a.person_id, a.giver_id)
                     AND greatest(p.person_id, p.giver_id) = greatest(a.person_id, a.giver_id)
                     AND p.earned_at > a.earned_at - make_interval(days => $3)
                     AND (p.earned_at, p.reason, p.cause, p.person_id)
                         < (a.earned_at, a.reason, a.cause, a.person_id))::integer AS "before!",
                  coalesce((SELECT s.own >= $4 FROM ranking.standing s WHERE s.person_id = a.giver_id), false) AS "trusted!",
                  EXISTS (SELECT FROM ranking.hold h WHERE h.entry_id = a.id) AS "held!"
           FROM ranking.entry a
           WHERE a.person_id = $1 AND a.kind = 'award'
             AND a.earned_at >= $2::date::timestamp AT TIME ZONE 'UTC'
             AND a.earned_at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'
           ORDER BY a.earned_at, a.reason COLLATE "C", a.cause COLLATE "C""#,
        person.0,
        day,
        i32::try_from(PAIR_DAYS).unwrap_or(i32::MAX),
        TRUSTED_AT
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(|row| Row {
        person,
        reason: row.reason,
        cause: row.cause,
        base: row.base,
        back: row.back.unwrap_or_default().min(row.base),
        is_reversed: row.back.is_some(),
        have: row.have,
        giver: row.giver_id.map(UserId),
        before: u32::try_from(row.before).unwrap_or_default(),
        trusted: row.trusted,
        held: row.held,
        help: row.help,
        topic: row.topic,
        path: row.path,
        at: row.earned_at,
        is_new: false,
    });
    Ok(rows.collect())
}

/// An entry before it is written.
struct NewEntry<'a> {
    person: UserId,
    kind: EntryKind,
    reason: &'a str,
    cause: &'a str,
    value: i32,
    base: i32,
    /// What it adds to what the person's own work was worth.
    own: i32,
    giver: Option<UserId>,
    why: Option<Why>,
    help: &'a str,
    topic: Option<&'a str>,
    path: &'a str,
    at: DateTime<Utc>,
    counts_at: DateTime<Utc>,
}

impl<'a> NewEntry<'a> {
    /// The fact that something was undone whose award is not known yet.
    fn alone(ctx: &Ctx, reason: &'static Reason, reverse: &'a Reverse, base: i32) -> Self {
        Self {
            person: reverse.person,
            kind: EntryKind::Reversal,
            reason: reason.slug,
            cause: &reverse.cause,
            value: 0,
            base,
            own: 0,
            giver: None,
            why: None,
            help: reason.help.as_str(),
            topic: None,
            path: "/how-xp-works",
            at: ctx.now(),
            counts_at: ctx.now(),
        }
    }
}

/// Writes an entry and adds it to where the person stands. The caller holds the person's ledger.
async fn append(ctx: &Ctx, conn: &mut PgConnection, entry: NewEntry<'_>) -> Result<(), sqlx::Error> {
    let now = ctx.now();
    let written = sqlx::query!(
        "INSERT INTO ranking.entry (id, person_id, kind, reason, cause, value, base, giver_id, why, help, topic, path,
                                    earned_at, counts_at, noted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING",
        ctx.id(),
        entry.person.0,
        entry.kind.as_str(),
        entry.reason,
        entry.cause,
        entry.value,
        entry.base,
        entry.giver.map(|giver| giver.0),
        entry.why.map(Why::as_str),
        entry.help,
        entry.topic,
        entry.path,
        entry.at,
        entry.counts_at,
        now
    )
    .execute(&mut *conn)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query!(
        "UPDATE ranking.standing SET xp = xp + $2, own = own + $3, newest_at = $4 WHERE person_id = $1",
        entry.person.0,
        i64::from(entry.value),
        i64::from(entry.own),
        now
    )
    .execute(&mut *conn)
    .await?;
    metrics::counter!("ranking_entries_total", "kind" => entry.kind.as_str(), "reason" => entry.reason.to_owned())
        .increment(1);
    live::tell(conn, &topic(entry.person)).await
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
