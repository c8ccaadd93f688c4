use std::collections::BTreeMap;

use chrono::TimeDelta;
use contract::UserId;

use super::Weights;
use crate::{
    Ctx,
    accounts::{Power, User},
    ranking::Error,
};

/// Days whose points are weighed anew.
const DAYS: i64 = 30;
/// People who are shown.
const MOVERS: i64 = 20;

/// Somebody whose place would be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mover {
    pub person: UserId,
    pub name: String,
    pub handle: String,
    pub points: i64,
    pub points_then: i64,
    pub rank: i64,
    pub rank_then: i64,
}

/// Who would move if these had been the weights of the last 30 days, the farthest first. An estimate: what the guards would
/// have done is not worked out, and what an earlier version weighed is taken for weighed as now. Changes nothing.
///
/// # Errors
/// `OnlyAdmins`.
pub async fn preview(ctx: &Ctx, user: &User, points: &BTreeMap<String, i32>) -> Result<Vec<Mover>, Error> {
    user.must(Power::ChangeWeights)?;
    let mut tx = ctx.begin().await?;
    let now = Weights::at(&mut tx, ctx.now()).await?;
    let (old, new) = (now.with(&BTreeMap::new()), now.with(points));
    let slugs: Vec<String> = old.keys().map(|slug| (*slug).to_owned()).collect();
    let factors: Vec<f64> = old.iter().map(|(slug, old)| f64::from(new[slug]) / f64::from((*old).max(1))).collect();
    let rows = sqlx::query!(
        r#"WITH sums AS (
               SELECT e.person_id, sum(e.value)::bigint AS points,
                      round(sum(e.value * coalesce(f.factor, 1)))::bigint AS points_then
               FROM ranking.entry e
               LEFT JOIN unnest($1::text[], $2::float8[]) AS f (reason, factor) ON f.reason = e.reason
               WHERE e.earned_at > $3
               GROUP BY 1
           ), ranked AS (
               SELECT s.person_id, s.points, s.points_then, rank() OVER (ORDER BY s.points DESC) AS rank, rank() OVER (ORDER BY s.points_then DESC) AS rank_then
               FROM sums s WHERE s.points > 0 OR s.points_then > 0
           )
           SELECT r.person_id, p.name AS "name!", p.handle AS "handle!", r.points AS "points!", r.points_then AS "points_then!",
                  r.rank AS "rank!", r.rank_then AS "rank_then!"
           FROM ranked r JOIN accounts.public_person p ON p.id = r.person_id
           WHERE r.rank <> r.rank_then AND NOT p.disabled
           ORDER BY abs(r.rank - r.rank_then) DESC, abs(r.points - r.points_then) DESC, r.person_id
           LIMIT $4"#,
        &slugs,
        &factors,
        ctx.now() - TimeDelta::days(DAYS),
        MOVERS
    )
    .fetch_all(&mut *tx)
    .await?;
    let movers = rows.into_iter().map(|row| Mover {
        person: UserId(row.person_id),
        name: row.name,
        handle: row.handle,
        points: row.points,
        points_then: row.points_then,
        rank: row.rank,
        rank_then: row.rank_then,
    });
    Ok(movers.collect())
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use crate::ranking::testing::{Fair, own, refusal};

    use super::*;

    #[tokio::test]
    async fn who_would_pass_whom_is_told_and_nothing_changes() {
        let fair = Fair::new().await;
        let (other, admin) = (fair.stage.person("other").await, fair.with_role("admin").await);
        fair.accepted("a", fair.now()).await;
        for n in 0..2 {
            fair.write("session_attended", own(other.id, &n.to_string()), fair.now()).await;
        }
        let points = BTreeMap::from([("session_attended".to_owned(), 9)]);
        let movers = preview(fair.ctx(), &admin, &points).await.unwrap();
        let seen: Vec<_> =
            movers.iter().map(|m| (m.handle.as_str(), m.points, m.points_then, m.rank, m.rank_then)).collect();
        assert_eq!(seen, [("other", 6, 18, 2, 1), ("helper", 10, 10, 1, 2)]);
        assert_eq!(preview(fair.ctx(), &admin, &BTreeMap::new()).await.unwrap(), []);
        assert_eq!(fair.xp(other.id).await, 6);
        assert_eq!(refusal(preview(fair.ctx(), &other, &points).await), Refusal::OnlyAdmins);
    }
}
