//! What writes entries. Facts (awards, reversals) are written once; what they count is worked out for a whole
//! day of a person, and what was written differently before is corrected by another entry. So the sum of a cause does not
//! depend on the order in which events were heard.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use contract::{UserId, ranking::EntryKind};
use sqlx::PgConnection;

use super::{
    Reason,
    append::{NewEntry, append},
    awards::{Row, awards, dues},
    badges::CheckBadges,
    due::PAIR_DAYS,
    reasons::{Award, Move, Reverse},
    streaks,
    trust::{SettleGiven, TRUSTED_AT},
    weights::{Recast, Weights},
};
use crate::Ctx;

/// Taken back of an award that is not known yet: all of it, whatever it will be worth.
const ALL: i32 = 1_000_000;

/// Writes what follows from one event that happened at `at`, and settles every day on which it changes what counts.
pub(super) async fn write(
    ctx: &Ctx,
    conn: &mut PgConnection,
    weights: &Weights,
    at: DateTime<Utc>,
    moves: Vec<(&'static Reason, Move)>,
) -> Result<(), sqlx::Error> {
    let before = lock(conn, &people(&moves)).await?;
    let recast = Recast::load(conn).await?;
    let (mut earners, mut days) = (BTreeSet::new(), BTreeSet::new());
    for (reason, one) in moves {
        let person = earner(&one);
        let is_new = match one {
            Move::Award(award) => {
                days.extend(later_between(conn, &award, at).await?);
                write_award(ctx, conn, weights, &recast, at, reason, award).await?
            }
            Move::Reverse(reverse) => write_reversal(ctx, conn, weights, &recast, reason, reverse).await?,
        };
        earners.extend(is_new.then_some(person));
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
    let recast = Recast::load(conn).await?;
    for &(person, day) in days {
        let rows = awards(conn, &recast, person, day).await?;
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

/// Says whether it was not known yet.
async fn write_award(
    ctx: &Ctx,
    conn: &mut PgConnection,
    weights: &Weights,
    recast: &Recast,
    at: DateTime<Utc>,
    reason: &'static Reason,
    award: Award,
) -> Result<bool, sqlx::Error> {
    let base = weights.of(reason).saturating_mul(award.times.clamp(1, reason.most)).max(0);
    let new = Row::new(conn, recast, reason, award, at, base).await?;
    let mut rows = awards(conn, recast, new.person, at.date_naive()).await?;
    if rows.iter().any(|row| row.is_same(&new)) {
        return Ok(false);
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
    Ok(true)
}

/// Of an award that is not known yet only the fact is written; the award will find it. Says whether it changed the sum.
async fn write_reversal(
    ctx: &Ctx,
    conn: &mut PgConnection,
    weights: &Weights,
    recast: &Recast,
    reason: &'static Reason,
    reverse: Reverse,
) -> Result<bool, sqlx::Error> {
    let (back, of) = reverse.part;
    let part = |base: i32| if back >= of { base } else { (base * back + of - 1) / of };
    let Some(day) = award_day(conn, reason, &reverse).await? else {
        let base = if back >= of { ALL } else { part(weights.of(reason)) };
        append(ctx, conn, NewEntry::alone(ctx, reason, &reverse, base)).await?;
        return Ok(false);
    };
    let mut rows = awards(conn, recast, reverse.person, day).await?;
    let Some(nth) = rows.iter().position(|row| row.reason == reason.slug && row.cause == reverse.cause) else {
        return Ok(false);
    };
    if rows[nth].is_reversed {
        return Ok(false);
    }
    let base = part(rows[nth].base);
    (rows[nth].back, rows[nth].is_reversed) = (base, true);
    let Some(due) = dues(&rows).into_iter().nth(nth) else { return Ok(false) };
    let row = &rows[nth];
    append(ctx, conn, row.entry(EntryKind::Reversal, due.value - row.have, base, None, ctx.now())).await?;
    Ok(true)
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

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
