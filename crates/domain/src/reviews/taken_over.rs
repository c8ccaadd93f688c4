use contract::UserId;

use super::rubric::Calibration;
use crate::Ctx;

/// Suggestions that are looked at: what somebody suggested long ago says little of today.
const LATEST: i64 = 200;

/// What the product has seen of somebody's reviews.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReviewEvidence {
    /// Of the latest suggestions, those that authors took over, and those that they decided on.
    pub taken_over: i64,
    pub decided: i64,
    pub calibration: Calibration,
}

/// How somebody's latest suggestions fared, and how close their marks come to the references of the rubrics.
pub async fn review_evidence(ctx: &Ctx, person: UserId) -> Result<ReviewEvidence, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE latest.state = 'applied') AS "taken_over!",
                  count(*) FILTER (WHERE latest.state <> 'open') AS "decided!",
                  (SELECT k.examples FROM reviews.calibration k WHERE k.person_id = $1) AS examples,
                  (SELECT k.weight FROM reviews.calibration k WHERE k.person_id = $1) AS weight
           FROM (SELECT g.state FROM reviews.comment c JOIN reviews.suggestion g ON g.comment_id = c.id
                 WHERE c.author_id = $1 AND c.published_at IS NOT NULL
                 ORDER BY c.published_at DESC LIMIT $2) latest"#,
        person.0,
        LATEST,
    )
    .fetch_one(&ctx.db)
    .await?;
    let calibration = Calibration::of(row.examples, row.weight);
    Ok(ReviewEvidence { taken_over: row.taken_over, decided: row.decided, calibration })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::{apply, decline, testing::Desk};

    const FILES: [(&str, &str); 1] = [("a.rs", "fn main() {\n    x\n}\n")];

    #[tokio::test]
    async fn what_was_decided_on_counts() {
        let desk = Desk::new().await;
        let of_reviewer = async || review_evidence(desk.ctx(), desk.reviewer.id).await.unwrap();
        assert_eq!((of_reviewer().await.taken_over, of_reviewer().await.decided), (0, 0));
        for (nth, line) in ["    y", "    z", "    w"].into_iter().enumerate() {
            let id = desk.open(&FILES).await;
            let comment = desk.suggested(id, "a.rs:2", line).await;
            if nth == 0 {
                apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await.unwrap();
            } else if nth == 1 {
                decline(desk.ctx(), &desk.author, id, desk.declining(comment, "")).await.unwrap();
            }
        }
        assert_eq!((of_reviewer().await.taken_over, of_reviewer().await.decided), (1, 2), "one is still open");
        assert_eq!(of_reviewer().await.calibration.examples, 0);
        let of_author = review_evidence(desk.ctx(), desk.author.id).await.unwrap();
        assert_eq!((of_author.taken_over, of_author.decided), (0, 0));
    }
}
