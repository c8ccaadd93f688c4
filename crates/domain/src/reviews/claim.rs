use contract::{Refusal, ReviewId, SubmissionId, UserId, reviews::Step};
use sqlx::PgConnection;

use super::{
    Error, Event, LapseClaim,
    lapse::end_overdue,
    life::{announce, load, remember, settle_queue},
    model::{Action, CLAIM, State, Submission, claims_max},
};
use crate::{Ctx, Once, accounts::User, error::breaks, once};

/// Takes a free seat for half an hour. Who was here before finds their drafts again. `link` is what a submission that is
/// not public asks for.
///
/// # Errors
/// `OwnSubmission`, `AlreadyYourReview`, `SeatTaken`, `TooManyClaims`, `Blocked`, `SubmissionEnded`, `VerifyFirst`, and
/// `NotFound` for what this person may not read.
pub async fn claim(
    ctx: &Ctx,
    user: &User,
    id: SubmissionId,
    link: Option<&str>,
    form: Step,
) -> Result<ReviewId, Error> {
    let mut tx = ctx.begin().await?;
    let submission = load(&mut tx, id).await?;
    if !may_read(&mut tx, &submission, user.id, link).await? {
        return Err(Error::NotFound);
    }
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return latest(&mut tx, id, user.id).await;
    }
    user.must_be_verified(ctx.now())?;
    count_alone(&mut tx, user.id).await?;
    end_overdue(ctx, &mut tx, &submission).await?;
    refuse(ctx, &mut tx, user.id, &submission).await?;
    let review = take_seat(ctx, &mut tx, user.id, &submission).await?;
    take_drafts_along(&mut tx, id, user.id, review).await?;
    settle_queue(ctx, &mut tx, id).await?;
    remember(ctx, &mut tx, id, "claimed", Some(user.id), &form.note).await?;
    let event = Event::Claimed { submission: id, review, author: submission.author, reviewer: user.id };
    announce(ctx, &mut tx, event).await?;
    tx.commit().await?;
    Ok(review)
}

/// Claims of one person are counted by one transaction at a time: two that counted together would both find room. Always
/// taken after the submission's own lock.
pub(super) async fn count_alone(conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"SELECT true AS "locked!" FROM pg_advisory_xact_lock(hashtextextended($1, 0))"#,
        format!("reviews.claims:{person}"),
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}

/// Everyone reads what is public; what is shared by a link, its reviewers and those who give the link; a draft, its author.
async fn may_read(
    conn: &mut PgConnection,
    submission: &Submission,
    person: UserId,
    link: Option<&str>,
) -> Result<bool, sqlx::Error> {
    if person == submission.author || (submission.public && submission.state != State::Draft) {
        return Ok(true);
    }
    if submission.state == State::Draft {
        return Ok(false);
    }
    sqlx::query_scalar!(
        r#"SELECT (link = $3 OR EXISTS (SELECT FROM reviews.review r WHERE r.submission_id = $1 AND r.reviewer_id = $2)) IS TRUE
                  AS "known!"
           FROM reviews.submission WHERE id = $1"#,
        submission.id.0,
        person.0,
        link,
    )
    .fetch_one(conn)
    .await
}

/// The review that this very form has begun a moment ago.
async fn latest(conn: &mut PgConnection, id: SubmissionId, person: UserId) -> Result<ReviewId, Error> {
    let review = sqlx::query_scalar!(
        "SELECT id FROM reviews.review WHERE submission_id = $1 AND reviewer_id = $2 ORDER BY claimed_at DESC, id DESC LIMIT 1",
        id.0,
        person.0,
    )
    .fetch_optional(conn)
    .await?;
    review.map(ReviewId).ok_or(Error::NotFound)
}

async fn refuse(ctx: &Ctx, conn: &mut PgConnection, person: UserId, submission: &Submission) -> Result<(), Error> {
    submission.check(person, Action::Claim, ctx.now())?;
    let row = sqlx::query!(
        r#"SELECT EXISTS (SELECT FROM accounts.public_block b WHERE b.blocker_id = $1 AND b.blocked_id = $2)
                  OR EXISTS (SELECT FROM accounts.public_block b WHERE b.blocker_id = $2 AND b.blocked_id = $1) AS "blocked!",
                  (SELECT count(*) FROM reviews.review r
                   WHERE r.reviewer_id = $1 AND r.state = 'claimed' AND r.claimed_until > $3 AND NOT r.over) AS "claims!",
                  (SELECT level FROM ranking.public_standing WHERE person_id = $1) AS level"#,
        person.0,
        submission.author.0,
        ctx.now(),
    )
    .fetch_one(conn)
    .await?;
    if row.blocked {
        return Err(Refusal::Blocked.into());
    }
    if row.claims >= claims_max(row.level.unwrap_or(1).into()) {
        return Err(Refusal::TooManyClaims.into());
    }
    Ok(())
}

async fn take_seat(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    submission: &Submission,
) -> Result<ReviewId, Error> {
    let now = ctx.now();
    let review = ReviewId(ctx.id());
    let until = now + CLAIM;
    sqlx::query!(
        "INSERT INTO reviews.review (id, submission_id, reviewer_id, seat, state, claimed_at, claimed_until)
         VALUES ($1, $2, $3, $4, 'claimed', $5, $6)",
        review.0,
        submission.id.0,
        person.0,
        submission.free_seat(now).ok_or(Refusal::SeatTaken)?,
        now,
        until,
    )
    .execute(&mut *conn)
    .await
    .map_err(refusal_for)?;
    ctx.jobs.enqueue(conn, LapseClaim { review }.due(until)).await?;
    Ok(review)
}

fn refusal_for(error: sqlx::Error) -> Error {
    if breaks(&error, "review_seat") {
        return Refusal::SeatTaken.into();
    }
    error.into()
}

/// What somebody wrote in an earlier review and never published becomes part of the new one.
async fn take_drafts_along(
    conn: &mut PgConnection,
    id: SubmissionId,
    person: UserId,
    review: ReviewId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE reviews.thread SET review_id = $3
         WHERE submission_id = $1 AND opened_by = $2 AND review_id IS NOT NULL AND published_at IS NULL",
        id.0,
        person.0,
        review.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
#[path = "claim_tests.rs"]
mod tests;
