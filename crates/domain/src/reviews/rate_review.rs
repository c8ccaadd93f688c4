use contract::{Refusal, ReviewId, SubmissionId, UserId, reviews::RateReview};
use sqlx::PgConnection;

use super::{
    Error, Event,
    life::{announce, remember},
    step::begin,
};
use crate::{Ctx, accounts::User};

/// The author says once how a published review was, also of a reviewer who has left and after it has ended.
///
/// # Errors
/// `OnlyTheAuthor`, `ReviewRated`, `NotReviewedYet` if nothing is published yet, and `NotFound`.
pub async fn rate_review(ctx: &Ctx, user: &User, id: SubmissionId, form: RateReview) -> Result<(), Error> {
    let Some((mut tx, submission)) = begin(ctx, user, id, form.key).await? else { return Ok(()) };
    if user.id != submission.author {
        return Err(Refusal::OnlyTheAuthor.into());
    }
    let reviewer = unrated(&mut tx, id, form.review).await?;
    sqlx::query!(
        "UPDATE reviews.review SET rating = $2, rating_words = $3, thanked = $4, rated_at = $5 WHERE id = $1",
        form.review.0,
        form.rated.as_str(),
        form.words,
        form.thanks,
        ctx.now()
    )
    .execute(&mut *tx)
    .await?;
    remember(ctx, &mut tx, id, "rated", Some(user.id), form.rated.as_str()).await?;
    announce(ctx, &mut tx, Event::Rated { submission: id, review: form.review, author: user.id, reviewer }).await?;
    tx.commit().await?;
    Ok(())
}

/// Who wrote it.
async fn unrated(conn: &mut PgConnection, submission: SubmissionId, review: ReviewId) -> Result<UserId, Error> {
    let row = sqlx::query!(
        r#"SELECT r.reviewer_id, r.rating IS NOT NULL AS "rated!",
                  EXISTS (SELECT FROM reviews.round o WHERE o.review_id = r.id) AS "published!"
           FROM reviews.review r WHERE r.id = $1 AND r.submission_id = $2"#,
        review.0,
        submission.0
    )
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    match (row.published, row.rated) {
        (false, _) => Err(Refusal::NotReviewedYet.into()),
        (true, true) => Err(Refusal::ReviewRated.into()),
        (true, false) => Ok(UserId(row.reviewer_id)),
    }
}

#[cfg(test)]
mod tests {
    use contract::reviews::Rated;

    use super::*;
    use crate::reviews::testing::{Desk, refusal};

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    #[tokio::test]
    async fn once_and_only_by_the_author() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let review = desk.claimed(id, &desk.reviewer).await;
        let form = || RateReview { key: desk.key(), review, rated: Rated::Great, words: "Kind.".into(), thanks: true };
        assert_eq!(refusal(rate_review(desk.ctx(), &desk.author, id, form()).await), Refusal::NotReviewedYet);
        desk.round(id, &desk.reviewer).await;
        assert_eq!(refusal(rate_review(desk.ctx(), &desk.reviewer, id, form()).await), Refusal::OnlyTheAuthor);
        let twice = form();
        rate_review(desk.ctx(), &desk.author, id, twice.clone()).await.unwrap();
        rate_review(desk.ctx(), &desk.author, id, twice).await.unwrap();
        assert_eq!(refusal(rate_review(desk.ctx(), &desk.author, id, form()).await), Refusal::ReviewRated);
        assert_eq!(desk.stage.events("reviews.rated").await, 1);
        let rated: (String, String, bool) =
            sqlx::query_as("SELECT rating, rating_words, thanked FROM reviews.public_review WHERE id = $1")
                .bind(review.0)
                .fetch_one(&desk.ctx().db)
                .await
                .unwrap();
        assert_eq!(rated, ("great".into(), "Kind.".into(), true));
    }

    #[tokio::test]
    async fn a_reviewer_who_has_left_is_rated_too() {
        let desk = Desk::new().await;
        let (id, other) = (desk.open(&FILES).await, desk.open(&FILES).await);
        let review = desk.claimed(id, &desk.reviewer).await;
        desk.round(id, &desk.reviewer).await;
        desk.left(id, &desk.reviewer).await;
        let form =
            || RateReview { key: desk.key(), review, rated: Rated::Problematic, words: String::new(), thanks: false };
        assert!(matches!(rate_review(desk.ctx(), &desk.author, other, form()).await, Err(Error::NotFound)));
        rate_review(desk.ctx(), &desk.author, id, form()).await.unwrap();
    }
}
