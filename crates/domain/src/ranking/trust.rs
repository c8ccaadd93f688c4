use async_trait::async_trait;
use contract::UserId;
use serde::{Deserialize, Serialize};

use super::ledger;
use crate::{
    Ctx,
    jobs::{Job, JobError, NewJob, Run},
};

/// Points of own work (before the guards) with which what a person gives counts.
pub const TRUSTED_AT: i64 = 20;
/// Days of one receiver that are settled in one transaction.
const DAYS: i64 = 50;

/// Whoever gave something has become trusted, or is no more: those who got it have it counted anew.
#[derive(Debug, Serialize, Deserialize)]
pub struct SettleGiven {
    pub giver: UserId,
    /// Receivers up to this one are done.
    pub after: Option<(UserId, chrono::NaiveDate)>,
}

impl SettleGiven {
    pub(super) fn job(giver: UserId) -> NewJob {
        NewJob::of(&Self { giver, after: None })
    }
}

#[async_trait]
impl Job for SettleGiven {
    const NAME: &'static str = "ranking.settle_given";

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        let (person, day) = self.after.unzip();
        let days = sqlx::query!(
            r#"SELECT DISTINCT person_id, (earned_at AT TIME ZONE 'UTC')::date AS "day!"
               FROM ranking.entry
               WHERE giver_id = $1 AND kind = 'award'
                 AND ($2::uuid IS NULL OR (person_id, (earned_at AT TIME ZONE 'UTC')::date) > ($2, $3::date))
               ORDER BY 1, 2 LIMIT $4"#,
            self.giver.0,
            person.map(|person| person.0),
            day,
            DAYS
        )
        .fetch_all(&mut *tx)
        .await?;
        let days: Vec<_> = days.into_iter().map(|row| (UserId(row.person_id), row.day)).collect();
        ledger::settle(ctx, &mut tx, &days).await?;
        if let (true, Some(last)) = (days.len() == usize::try_from(DAYS).unwrap_or_default(), days.last()) {
            ctx.jobs.enqueue(&mut tx, NewJob::of(&Self { after: Some(*last), ..self })).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
