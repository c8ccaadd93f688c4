use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Weights;
use crate::ranking::reason;

/// What was decided later about the weights of what had been earned: a pure function of when something was earned, so that
/// whatever is heard late, or once more, counts as if it had been there.
#[derive(Debug, Default)]
pub(in crate::ranking) struct Recast(Vec<Span>);

#[derive(Debug)]
struct Span {
    since: DateTime<Utc>,
    until: DateTime<Utc>,
    /// None: as it was worth when it was earned.
    weights: Option<Weights>,
}

impl Recast {
    /// All that holds. The caller holds the ledgers it writes to already, or a recalculation could pass it by.
    pub async fn load(conn: &mut PgConnection) -> Result<Self, sqlx::Error> {
        let rows = sqlx::query!(
            r#"SELECT r.since, r.begun_at, w.points AS "points?"
               FROM ranking.recalculation r LEFT JOIN ranking.weights w ON w.version = r.version
               ORDER BY r.begun_at DESC, r.id DESC"#
        )
        .fetch_all(conn)
        .await?;
        let span = rows.into_iter().map(|row| Span {
            since: row.since,
            until: row.begun_at,
            weights: row.points.map(Weights::read),
        });
        Ok(Self(span.collect()))
    }

    /// What an award is worth that was written with `base` points. `times` is the multiple of its reason's points; where that
    /// was not kept yet, the weights were those of the code.
    pub fn worth(&self, slug: &str, at: DateTime<Utc>, base: i32, times: Option<i32>) -> i32 {
        let span = self.0.iter().find(|span| span.since <= at && at < span.until);
        let (Some(weights), Some(reason)) = (span.and_then(|span| span.weights.as_ref()), reason(slug)) else {
            return base;
        };
        let times = times.unwrap_or(base / reason.points);
        weights.of(reason).saturating_mul(times.clamp(1, reason.most))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone};

    use super::*;

    #[test]
    fn the_newest_that_reaches_the_day_holds() {
        let day = |n| Utc.with_ymd_and_hms(2026, 3, 1, 0, 0, 0).unwrap() + TimeDelta::days(n);
        let weights = |points: i32| Weights([("review_published".to_owned(), points)].into());
        let recast = Recast(vec![
            Span { since: day(8), until: day(20), weights: None },
            Span { since: day(2), until: day(10), weights: Some(weights(3)) },
        ]);
        let worth = |n, times| recast.worth("review_published", day(n), 5, times);
        assert_eq!([worth(1, Some(5)), worth(2, Some(5)), worth(8, Some(5)), worth(20, Some(5))], [5, 15, 5, 5]);
        assert_eq!(worth(2, None), 15, "five points at one each were five times");
        assert_eq!(recast.worth("forgotten", day(2), 5, None), 5);
    }
}
