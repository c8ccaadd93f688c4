use contract::SubmissionId;

use super::Error;
use crate::{Ctx, accounts::User};

/// Remembers that this person has been shown this iteration, and answers the one they saw before it, for "since I last
/// looked"; none if they had seen none. To be called where a submission is shown, by whoever has made sure that they may
/// read it. Looking again, or at something older, changes nothing.
pub async fn looked(ctx: &Ctx, user: &User, id: SubmissionId, iteration: u32) -> Result<Option<u32>, Error> {
    let before = sqlx::query_scalar!(
        "INSERT INTO reviews.look AS l (person_id, submission_id, iteration, looked_at)
         SELECT $1, s.id, $3, $4 FROM reviews.submission s WHERE s.id = $2 AND $3 BETWEEN 1 AND s.iteration
         ON CONFLICT (submission_id, person_id) DO UPDATE
         SET before = CASE WHEN excluded.iteration > l.iteration THEN l.iteration ELSE l.before END,
             iteration = greatest(excluded.iteration, l.iteration),
             looked_at = excluded.looked_at
         RETURNING before",
        user.id.0,
        id.0,
        i32::try_from(iteration).unwrap_or(i32::MAX),
        ctx.now(),
    )
    .fetch_optional(&ctx.db)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(before.and_then(|before| u32::try_from(before).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::testing::Desk;

    #[tokio::test]
    async fn the_one_before_is_kept_until_there_is_a_newer_one() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "a\n")]).await;
        let look = async |iteration| looked(desk.ctx(), &desk.reviewer, id, iteration).await.unwrap();
        assert_eq!((look(1).await, look(1).await), (None, None));
        for text in ["b\n", "c\n", "d\n"] {
            desk.iterated(id, &[("a.rs", text)]).await;
        }
        assert_eq!((look(3).await, look(3).await), (Some(1), Some(1)), "looking again is no news");
        assert_eq!(look(2).await, Some(1), "nor is looking back");
        assert_eq!(look(4).await, Some(3));
        assert_eq!(looked(desk.ctx(), &desk.second, id, 4).await.unwrap(), None);
    }

    #[tokio::test]
    async fn what_is_not_there_cannot_be_looked_at() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "a\n")]).await;
        for (id, iteration) in [(id, 2), (id, 0), (id, u32::MAX), (SubmissionId(desk.ctx().id()), 1)] {
            assert!(matches!(looked(desk.ctx(), &desk.reviewer, id, iteration).await, Err(Error::NotFound)));
        }
    }
}
