use std::collections::HashSet;

use contract::{Refusal, SubmissionId, reviews::Viewed};

use super::Error;
use crate::{Ctx, accounts::User};

/// Marks that one person may set on one submission.
const MARKS_MAX: i64 = 5_000;

/// Marks a hunk as looked at, or takes the mark back. Only those may who have been shown the submission.
///
/// # Errors
/// `TooManyViewed`; `NotFound` for those who have never looked at it.
pub async fn viewed(ctx: &Ctx, user: &User, id: SubmissionId, form: Viewed) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    // Its lock makes one person's marks come one after another, so that they can be counted.
    sqlx::query!(
        "SELECT iteration FROM reviews.look WHERE submission_id = $1 AND person_id = $2 FOR UPDATE",
        id.0,
        user.id.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    let marks = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM reviews.viewed WHERE submission_id = $1 AND person_id = $2 AND hunk <> $3"#,
        id.0,
        user.id.0,
        form.hunk,
    )
    .fetch_one(&mut *tx)
    .await?;
    if form.viewed && marks >= MARKS_MAX {
        return Err(Refusal::TooManyViewed.into());
    }
    let change = if form.viewed {
        sqlx::query!(
            "INSERT INTO reviews.viewed (submission_id, person_id, hunk) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            id.0,
            user.id.0,
            form.hunk,
        )
    } else {
        sqlx::query!(
            "DELETE FROM reviews.viewed WHERE submission_id = $1 AND person_id = $2 AND hunk = $3",
            id.0,
            user.id.0,
            form.hunk,
        )
    };
    change.execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

/// The hunks of a submission that I have marked.
pub async fn viewed_hunks(ctx: &Ctx, user: &User, id: SubmissionId) -> Result<HashSet<String>, sqlx::Error> {
    let hunks = sqlx::query_scalar!(
        "SELECT hunk FROM reviews.viewed WHERE submission_id = $1 AND person_id = $2 LIMIT $3",
        id.0,
        user.id.0,
        MARKS_MAX,
    );
    Ok(hunks.fetch_all(&ctx.db).await?.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::{looked, testing::Desk};

    fn mark(hunk: &str) -> Viewed {
        Viewed { hunk: hunk.into(), viewed: true }
    }

    #[tokio::test]
    async fn a_mark_is_set_once_and_taken_back_once() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "a\n")]).await;
        for person in [&desk.reviewer, &desk.second] {
            looked(desk.ctx(), person, id, 1).await.unwrap();
        }
        for hunk in ["a1", "b2", "b2"] {
            viewed(desk.ctx(), &desk.reviewer, id, mark(hunk)).await.unwrap();
        }
        let marked = async |user| viewed_hunks(desk.ctx(), user, id).await.unwrap();
        assert_eq!(marked(&desk.reviewer).await, HashSet::from(["a1".to_owned(), "b2".to_owned()]));
        assert!(marked(&desk.second).await.is_empty());
        for _ in 0..2 {
            viewed(desk.ctx(), &desk.reviewer, id, Viewed { viewed: false, ..mark("a1") }).await.unwrap();
        }
        assert_eq!(marked(&desk.reviewer).await, HashSet::from(["b2".to_owned()]));
    }

    #[tokio::test]
    async fn only_by_those_who_were_shown_it_and_not_without_end() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "a\n")]).await;
        let unseen = viewed(desk.ctx(), &desk.reviewer, id, mark("a1")).await;
        assert!(matches!(unseen, Err(Error::NotFound)));
        looked(desk.ctx(), &desk.reviewer, id, 1).await.unwrap();
        sqlx::query(
            "INSERT INTO reviews.viewed (submission_id, person_id, hunk)
             SELECT $1, $2, to_hex(n) FROM generate_series(1, 4999) n",
        )
        .bind(id.0)
        .bind(desk.reviewer.id.0)
        .execute(&desk.ctx().db)
        .await
        .unwrap();
        viewed(desk.ctx(), &desk.reviewer, id, mark("last")).await.unwrap();
        viewed(desk.ctx(), &desk.reviewer, id, mark("last")).await.expect("it is there already");
        let more = viewed(desk.ctx(), &desk.reviewer, id, mark("more")).await;
        assert!(matches!(more, Err(Error::Refused(Refusal::TooManyViewed))));
        viewed(desk.ctx(), &desk.reviewer, id, Viewed { viewed: false, ..mark("last") }).await.unwrap();
        viewed(desk.ctx(), &desk.reviewer, id, mark("more")).await.unwrap();
    }
}
