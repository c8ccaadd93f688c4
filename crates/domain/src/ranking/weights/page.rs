use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contract::UserId;

use super::Weights;
use crate::{
    Ctx,
    accounts::{Power, User},
    ranking::{Error, REASONS, Reason},
};

/// Versions and recalculations that are shown.
const SHOWN: i64 = 30;

/// What admins see of the weights.
#[derive(Clone, Debug)]
pub struct WeightsPage {
    /// What each reason is worth now.
    pub points: Vec<(&'static Reason, i32)>,
    /// The newest first.
    pub versions: Vec<Version>,
    /// The newest first.
    pub recalculations: Vec<Recalculation>,
}

#[derive(Clone, Debug)]
pub struct Version {
    pub number: i32,
    pub since: DateTime<Utc>,
    /// Name of whoever made it; none for those that come with the program.
    pub by: Option<String>,
    pub note: String,
    /// What differs from the one before: the reason's title, from, to.
    pub changes: Vec<(&'static str, i32, i32)>,
}

/// What was earned since a day counts by a version.
#[derive(Clone, Debug)]
pub struct Recalculation {
    pub since: DateTime<Utc>,
    /// None: as it was worth when it was earned.
    pub version: Option<i32>,
    pub begun_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Days of people.
    pub done: i64,
    pub total: i64,
}

/// The weights of now, and how they came about.
///
/// # Errors
/// `OnlyAdmins`.
pub async fn weights_page(ctx: &Ctx, user: &User) -> Result<WeightsPage, Error> {
    user.must(Power::ChangeWeights)?;
    let mut tx = ctx.begin().await?;
    let now = Weights::at(&mut tx, ctx.now()).await?;
    let rows = sqlx::query!(
        r#"SELECT w.version, w.points, w.since, w.note, w.changed_by, p.name AS "name?"
           FROM ranking.weights w LEFT JOIN accounts.public_person p ON p.id = w.changed_by
           ORDER BY w.version DESC LIMIT $1"#,
        SHOWN + 1
    )
    .fetch_all(&mut *tx)
    .await?;
    let weights: Vec<Weights> = rows.iter().map(|row| Weights::read(row.points.clone())).collect();
    let versions = rows.into_iter().enumerate().map(|(n, row)| Version {
        number: row.version,
        since: row.since,
        by: row.changed_by.map(|id| row.name.unwrap_or_else(|| UserId(id).to_string())),
        note: row.note,
        changes: changes(weights.get(n + 1).unwrap_or(&Weights::default()), &weights[n]),
    });
    let versions = versions.take(usize::try_from(SHOWN).unwrap_or_default()).collect();
    let recalculations = sqlx::query_as!(
        Recalculation,
        "SELECT since, version, begun_at, ended_at, done, total FROM ranking.recalculation
         ORDER BY begun_at DESC, id DESC LIMIT $1",
        SHOWN
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(WeightsPage {
        points: REASONS.into_iter().map(|reason| (reason, now.of(reason))).collect(),
        versions,
        recalculations,
    })
}

fn changes(before: &Weights, after: &Weights) -> Vec<(&'static str, i32, i32)> {
    let (before, after) = (before.with(&BTreeMap::new()), after.with(&BTreeMap::new()));
    let differing = REASONS.into_iter().filter(|reason| before[reason.slug] != after[reason.slug]);
    differing.map(|reason| (reason.title, before[reason.slug], after[reason.slug])).collect()
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::ranking::{
        change_weights,
        testing::{Fair, refusal, weights_form},
    };

    #[tokio::test]
    async fn versions_tell_what_they_changed() {
        let fair = Fair::new().await;
        let admin = fair.with_role("admin").await;
        for points in [20, 15] {
            let form = weights_form(&fair, &[("suggestion_accepted", points)]);
            change_weights(fair.ctx(), &admin, form).await.unwrap();
        }
        let page = weights_page(fair.ctx(), &admin).await.unwrap();
        assert_eq!(page.versions.iter().map(|version| version.number).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(page.versions[0].changes, [("Suggestion accepted", 20, 15)]);
        assert_eq!(page.versions[1].changes, [("Suggestion accepted", 10, 20)]);
        assert_eq!(page.versions[1].by.as_deref(), Some("ADMIN"));
        assert!(page.points.iter().any(|(reason, points)| reason.slug == "suggestion_accepted" && *points == 15));
        assert_eq!(refusal(weights_page(fair.ctx(), &fair.helper).await), Refusal::OnlyAdmins);
    }
}
