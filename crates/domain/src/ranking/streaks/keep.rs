use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use contract::UserId;
use sqlx::PgConnection;
use uuid::Uuid;

use super::streak;

/// The person was active then: the day it was where they lived.
pub(in crate::ranking) async fn remember(
    conn: &mut PgConnection,
    person: UserId,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO ranking.active_day (person_id, day)
         SELECT p.id, ($2::timestamptz AT TIME ZONE p.zone)::date FROM accounts.public_person p WHERE p.id = $1
         ON CONFLICT DO NOTHING",
        person.0,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes the longest streak of a person, or of everybody.
pub(in crate::ranking) async fn keep(conn: &mut PgConnection, person: Option<UserId>) -> Result<(), sqlx::Error> {
    let forgiven = outages(conn).await?;
    let rows = sqlx::query!(
        "SELECT person_id, day FROM ranking.active_day WHERE $1::uuid IS NULL OR person_id = $1",
        person.map(|person| person.0)
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut active: BTreeMap<Uuid, BTreeSet<NaiveDate>> = BTreeMap::new();
    for row in rows {
        active.entry(row.person_id).or_default().insert(row.day);
    }
    let (people, longest): (Vec<Uuid>, Vec<i32>) = active
        .into_iter()
        .map(|(person, days)| {
            let longest = streak(&days, &forgiven, days.last().copied().unwrap_or_default()).longest;
            (person, i32::try_from(longest).unwrap_or(i32::MAX))
        })
        .unzip();
    sqlx::query!(
        "INSERT INTO ranking.streak (person_id, longest)
         SELECT person, longest FROM unnest($1::uuid[], $2::integer[]) AS k (person, longest)
         ON CONFLICT (person_id) DO UPDATE SET longest = excluded.longest",
        &people,
        &longest
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The days on which nobody could work.
pub(super) async fn outages(conn: &mut PgConnection) -> Result<BTreeSet<NaiveDate>, sqlx::Error> {
    let days =
        sqlx::query_scalar!("SELECT day FROM ranking.outage ORDER BY day DESC LIMIT 10000").fetch_all(conn).await?;
    Ok(days.into_iter().collect())
}
