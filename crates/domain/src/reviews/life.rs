//! What every verb around a submission does alike: load it, remember the step, tell the others.

use chrono::{DateTime, Utc};
use contract::{ReviewId, SubmissionId, UserId};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{
    Error, Event, Nudge,
    model::{Review, Submission},
};
use crate::{Ctx, events, live, outbox};

type ReviewRow = (Uuid, Uuid, i16, String, DateTime<Utc>, bool);

/// The submission with its reviews, locked until the transaction ends: steps on one submission come one after another.
pub(super) async fn load(conn: &mut PgConnection, id: SubmissionId) -> Result<Submission, Error> {
    sqlx::query!("SELECT id FROM reviews.submission WHERE id = $1 FOR UPDATE", id.0)
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(Error::NotFound)?;
    read(conn, id).await?.ok_or(Error::NotFound)
}

/// The same without the lock, for reading.
pub(super) async fn read(conn: &mut PgConnection, id: SubmissionId) -> Result<Option<Submission>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT s.author_id, s.state, s.turn, s.iteration, s.seats, s.visibility = 'public' AS "public!",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(r.id, r.reviewer_id, r.seat, r.state, r.claimed_until,
                                                               r.rating IS NOT NULL) ORDER BY r.seat), '[]')
                   FROM reviews.review r WHERE r.submission_id = s.id AND r.state <> 'left') AS "reviews!: Json<Vec<ReviewRow>>"
           FROM reviews.submission s WHERE s.id = $1"#,
        id.0
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Submission {
        id,
        author: UserId(row.author_id),
        state: row.state.parse().map_err(decode)?,
        turn: row.turn.parse().map_err(decode)?,
        iteration: u32::try_from(row.iteration).unwrap_or(1),
        seats: row.seats,
        public: row.public,
        reviews: row.reviews.0.into_iter().map(review).collect::<Result<_, _>>()?,
    }))
}

fn review((id, reviewer, seat, state, claimed_until, rated): ReviewRow) -> Result<Review, sqlx::Error> {
    Ok(Review {
        id: ReviewId(id),
        reviewer: UserId(reviewer),
        seat,
        state: state.parse().map_err(decode)?,
        claimed_until,
        rated,
    })
}

/// A word in a row that the code does not know.
pub(super) fn decode(error: String) -> sqlx::Error {
    sqlx::Error::Decode(error.into())
}

/// Writes a line of the timeline. `actor` is `None` for what the system does by itself.
pub(super) async fn remember(
    ctx: &Ctx,
    conn: &mut PgConnection,
    submission: SubmissionId,
    happened: &str,
    actor: Option<UserId>,
    note: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO reviews.step (submission_id, number, happened, actor_id, note, at)
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 FROM reviews.step WHERE submission_id = $1",
        submission.0,
        happened,
        actor.map(|a| a.0),
        note,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What pages of this submission listen to.
pub fn topic(submission: SubmissionId) -> String {
    format!("reviews/{submission}")
}

/// Tells the other modules, and the pages that are open.
pub(super) async fn announce(ctx: &Ctx, conn: &mut PgConnection, event: Event) -> Result<(), sqlx::Error> {
    live::tell(conn, &topic(event.submission())).await?;
    metrics::counter!("reviews_steps_total", "step" => event.name()).increment(1);
    outbox::publish(ctx, conn, events::Event::Reviews(event)).await?;
    Ok(())
}

/// Makes it somebody's turn, from now on; they will be reminded of it.
pub(super) async fn turn_to(
    ctx: &Ctx,
    conn: &mut PgConnection,
    submission: SubmissionId,
    turn: super::Turn,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE reviews.submission SET turn = $2, turn_since = $3 WHERE id = $1",
        submission.0,
        turn.as_str(),
        ctx.now()
    )
    .execute(&mut *conn)
    .await?;
    ctx.jobs.enqueue(conn, Nudge::first(submission, ctx.now())).await?;
    Ok(())
}

/// Puts the submission into the queue if a seat is free and everyone may find it, else takes it out.
pub(super) async fn settle_queue(ctx: &Ctx, conn: &mut PgConnection, id: SubmissionId) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM reviews.queue WHERE submission_id = $1", id.0).execute(&mut *conn).await?;
    sqlx::query!(
        "INSERT INTO reviews.queue (submission_id, language, level, queued_at)
         SELECT s.id, s.language, s.level, s.queued_at FROM reviews.submission s
         WHERE s.id = $1 AND s.state = 'open' AND s.visibility = 'public'
           AND s.seats > (SELECT count(*) FROM reviews.review r
                          WHERE r.submission_id = s.id
                            AND (r.state = 'published' OR (r.state = 'claimed' AND r.claimed_until > $2)))",
        id.0,
        ctx.now()
    )
    .execute(conn)
    .await?;
    Ok(())
}
