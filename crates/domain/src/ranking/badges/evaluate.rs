use std::collections::BTreeSet;

use contract::UserId;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Rule;

/// Which of these rules hold for whom: for these people, or for everybody.
///
/// A rule with `within_days` holds if the days up to any of its causes have what it asks for, so that time alone never ends it.
pub(super) async fn met(
    conn: &mut PgConnection,
    rules: impl IntoIterator<Item = (&str, &Rule)>,
    people: Option<&[Uuid]>,
) -> Result<BTreeSet<(String, UserId)>, sqlx::Error> {
    let rules: Value = rules.into_iter().map(|(slug, rule)| json!({ "slug": slug, "rule": rule })).collect();
    let rows = sqlx::query!(
        r#"WITH rule AS (
               SELECT o.slug, r.reasons, r.help, r.causes, r.kinds, r.givers, r.topics, r.within_days, r.weeks, r.level, r.streak
               FROM jsonb_to_recordset($1::jsonb) AS o (slug text, rule jsonb),
                    jsonb_to_record(o.rule) AS r (reasons text[], help text, causes int, kinds int, givers int, topics int,
                                                  within_days int, weeks int, level int, streak int)),
           cause AS (
               SELECT e.person_id, e.reason, e.cause, e.help, min(e.earned_at) FILTER (WHERE e.kind = 'award') AS at,
                      max(e.giver_id::text) AS giver, max(e.topic) AS topic
               FROM ranking.entry e
               WHERE $2::uuid[] IS NULL OR e.person_id = ANY ($2)
               GROUP BY e.person_id, e.reason, e.cause, e.help HAVING sum(e.value) > 0),
           hit AS (
               SELECT r.slug, c.person_id, c.reason, c.at, c.giver, c.topic,
                      date_trunc('week', c.at AT TIME ZONE 'UTC')::date AS week
               FROM rule r
               JOIN cause c ON (cardinality(r.reasons) = 0 OR c.reason = ANY (r.reasons)) AND (r.help IS NULL OR c.help = r.help)),
           span AS (
               SELECT DISTINCT h.slug, h.person_id,
                      CASE WHEN r.within_days IS NULL THEN '-infinity' ELSE h.at - make_interval(days => r.within_days) END AS after,
                      CASE WHEN r.within_days IS NULL THEN 'infinity' ELSE h.at END AS until
               FROM hit h JOIN rule r ON r.slug = h.slug),
           enough AS (
               SELECT DISTINCT p.slug, p.person_id
               FROM span p
               JOIN rule r ON r.slug = p.slug
               JOIN hit h ON h.slug = p.slug AND h.person_id = p.person_id AND h.at > p.after AND h.at <= p.until
               GROUP BY p.slug, p.person_id, p.until, r.causes, r.kinds, r.givers, r.topics
               HAVING count(*) >= r.causes AND count(DISTINCT h.reason) >= r.kinds
                  AND count(DISTINCT h.giver) >= r.givers AND count(DISTINCT h.topic) >= r.topics),
           island AS (
               SELECT slug, person_id, week - 7 * row_number() OVER (PARTITION BY slug, person_id ORDER BY week)::int AS start
               FROM (SELECT DISTINCT slug, person_id, week FROM hit) w),
           run AS (
               SELECT slug, person_id, max(weeks) AS weeks
               FROM (SELECT slug, person_id, count(*) AS weeks FROM island GROUP BY slug, person_id, start) i
               GROUP BY slug, person_id)
           SELECT r.slug AS "slug!", s.person_id
           FROM rule r
           JOIN ranking.standing s ON $2 IS NULL OR s.person_id = ANY ($2)
           LEFT JOIN enough e ON e.slug = r.slug AND e.person_id = s.person_id
           LEFT JOIN run w ON w.slug = r.slug AND w.person_id = s.person_id
           LEFT JOIN ranking.streak k ON k.person_id = s.person_id
           WHERE (e.person_id IS NOT NULL OR r.causes + r.kinds + r.givers + r.topics = 0)
             AND coalesce(w.weeks, 0) >= r.weeks AND coalesce(k.longest, 0) >= r.streak
             AND ranking.level(s.xp) >= r.level"#,
        rules,
        people
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.slug, UserId(row.person_id))).collect())
}
