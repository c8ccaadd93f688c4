//! The awards of a day, with all that was written about them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::{
    UserId,
    ranking::{EntryKind, Why},
};
use sqlx::PgConnection;

use super::{
    Reason,
    append::NewEntry,
    due::{Due, Earned, PAIR_DAYS, due},
    reasons::Award,
    trust::TRUSTED_AT,
    weights::Recast,
};

/// Boards wait so long, so that what is undone soon never moved anybody.
const HOLD: TimeDelta = TimeDelta::hours(24);

/// An award as it stands in the ledger, with all that was written about its cause.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Row {
    pub person: UserId,
    pub reason: String,
    pub cause: String,
    /// By the weights of its day.
    pub base: i32,
    /// By those that it was counted anew by; as a rule the same.
    pub worth: i32,
    pub times: Option<i32>,
    /// Of `base`.
    pub back: i32,
    pub is_reversed: bool,
    /// What was written so far.
    pub have: i32,
    pub giver: Option<UserId>,
    /// Awards between the same two people in the days before.
    pub before: u32,
    pub trusted: bool,
    pub held: bool,
    pub help: String,
    pub topic: Option<String>,
    pub path: String,
    pub at: DateTime<Utc>,
    pub is_new: bool,
}

impl Row {
    pub(super) async fn new(
        conn: &mut PgConnection,
        recast: &Recast,
        reason: &Reason,
        award: Award,
        at: DateTime<Utc>,
        base: i32,
    ) -> Result<Self, sqlx::Error> {
        let times = award.times.clamp(1, reason.most);
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
            worth: recast.worth(reason.slug, at, base, Some(times)),
            times: Some(times),
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
    pub(super) fn order(&self) -> (DateTime<Utc>, &str, &str) {
        (self.at, &self.reason, &self.cause)
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        (&self.reason, &self.cause) == (&other.reason, &other.cause)
    }

    /// What is taken back of what it is worth: as large a part of it as of what it was worth on its day.
    pub(super) fn back_of_worth(&self) -> i32 {
        match (self.is_reversed, self.worth == self.base, self.back >= self.base) {
            (false, ..) => 0,
            (true, true, _) => self.back,
            (true, false, true) => self.worth,
            (true, false, false) => self.worth.saturating_mul(self.back).saturating_add(self.base - 1) / self.base,
        }
    }

    pub(super) fn entry(
        &self,
        kind: EntryKind,
        value: i32,
        base: i32,
        why: Option<Why>,
        at: DateTime<Utc>,
    ) -> NewEntry<'_> {
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
            times: self.times.filter(|_| kind == EntryKind::Award),
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

pub(super) fn dues(rows: &[Row]) -> Vec<Due> {
    let earned = rows.iter().map(|row| Earned {
        base: row.worth,
        back: row.back_of_worth(),
        given: row.giver.map(|_| row.before),
        trusted: row.trusted,
        held: row.held,
    });
    let mut dues = due(&earned.collect::<Vec<_>>());
    for (_, due) in rows.iter().zip(&mut dues).filter(|(row, _)| row.worth != row.base) {
        due.why = due.why.or(Some(Why::Recalculated));
    }
    dues
}

/// The awards that a person earned on a day (UTC), in their order.
pub(super) async fn awards(
    conn: &mut PgConnection,
    recast: &Recast,
    person: UserId,
    day: NaiveDate,
) -> Result<Vec<Row>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT a.reason, a.cause, a.base, a.times, a.giver_id, a.help, a.topic, a.path, a.earned_at,
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
        worth: recast.worth(&row.reason, row.earned_at, row.base, row.times),
        reason: row.reason,
        cause: row.cause,
        base: row.base,
        times: row.times,
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
