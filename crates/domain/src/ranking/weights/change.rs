use chrono::TimeDelta;
use contract::{Refusal, ranking::ChangeWeights};

use super::Weights;
use crate::{
    Ctx, Once,
    accounts::{Power, User},
    once,
    ranking::{
        Error,
        deeds::{Deed, record},
    },
};

/// Versions within 24 hours: those who earn must be able to know what something is worth.
pub const VERSIONS_A_DAY: i64 = 5;

/// Makes a new version of the weights, which holds for what is earned from now on. `None` if this form did it already.
///
/// # Errors
/// `OnlyAdmins`, `WeightsUnchanged`, `TooManyVersions`.
pub async fn change_weights(ctx: &Ctx, user: &User, form: ChangeWeights) -> Result<Option<i32>, Error> {
    user.must(Power::ChangeWeights)?;
    let mut tx = ctx.begin().await?;
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtext('ranking.weights'))").execute(&mut *tx).await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(None);
    }
    let now = Weights::at(&mut tx, ctx.now()).await?;
    let points = now.with(&form.points);
    if points == now.with(&std::collections::BTreeMap::new()) {
        return Err(Refusal::WeightsUnchanged.into());
    }
    let lately = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM ranking.weights WHERE since > $1 AND changed_by IS NOT NULL"#,
        ctx.now() - TimeDelta::hours(24)
    )
    .fetch_one(&mut *tx)
    .await?;
    if lately >= VERSIONS_A_DAY {
        return Err(Refusal::TooManyVersions.into());
    }
    let version = sqlx::query_scalar!(
        "INSERT INTO ranking.weights (version, points, since, changed_by, note)
         SELECT coalesce(max(version), 0) + 1, $1, $2, $3, $4 FROM ranking.weights RETURNING version",
        serde_json::json!(points),
        ctx.now(),
        user.id.0,
        form.note
    )
    .fetch_one(&mut *tx)
    .await?;
    record(ctx, &mut tx, user, Deed::Weights { version }, &form.note).await?;
    tx.commit().await?;
    Ok(Some(version))
}

#[cfg(test)]
mod tests {
    use crate::ranking::testing::{Fair, refusal, weights_form};

    use super::*;

    #[tokio::test]
    async fn what_is_earned_from_then_on_counts_by_the_new_weights() {
        let fair = Fair::new().await;
        fair.accepted("before", fair.now()).await;
        let admin = fair.with_role("admin").await;
        let form = weights_form(&fair, &[("suggestion_accepted", 20)]);
        assert_eq!(change_weights(fair.ctx(), &admin, form.clone()).await.unwrap(), Some(1));
        assert_eq!(change_weights(fair.ctx(), &admin, form).await.unwrap(), None, "the same form twice");
        let mut tx = fair.ctx().begin().await.unwrap();
        let of = |weights: Weights| weights.of(crate::ranking::reason("suggestion_accepted").unwrap());
        assert_eq!(of(Weights::at(&mut tx, fair.now()).await.unwrap()), 20);
        assert_eq!(of(Weights::at(&mut tx, fair.now() - TimeDelta::seconds(1)).await.unwrap()), 10);
        assert_eq!(fair.counts("before").await, 10);
    }

    #[tokio::test]
    async fn only_admins_and_at_most_five_a_day() {
        let fair = Fair::new().await;
        let (moderator, admin) = (fair.with_role("moderator").await, fair.with_role("admin").await);
        let change = async |user: &User, points| {
            change_weights(fair.ctx(), user, weights_form(&fair, &[("suggestion_accepted", points)])).await
        };
        assert_eq!(refusal(change(&moderator, 1).await), Refusal::OnlyAdmins);
        assert_eq!(refusal(change(&fair.helper, 1).await), Refusal::OnlyAdmins);
        assert_eq!(refusal(change(&admin, 10).await), Refusal::WeightsUnchanged);
        for points in 1..=5 {
            change(&admin, points).await.unwrap();
        }
        assert_eq!(refusal(change(&admin, 6).await), Refusal::TooManyVersions);
    }
}
