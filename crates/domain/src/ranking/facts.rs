//! What reasons may ask about an event, read once for all of them. Everything here stays as it was when the event
//! happened, so that a reaction that comes late, or again, says the same.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{BookingId, CommentId, ReviewId, SubmissionId, UserId};
use sqlx::PgConnection;

use crate::{bookings, events::Event, reviews};

/// An event and what surrounds it.
#[derive(Clone, Debug)]
pub struct Facts {
    pub event: Event,
    /// When it happened.
    pub at: DateTime<Utc>,
    pub submission: Option<Submission>,
    pub review: Option<Review>,
    /// Suggestions of a submission that has ended, as far as they are in it.
    pub kept: Vec<Kept>,
    pub booking: Option<Booking>,
}

#[derive(Clone, Debug)]
pub struct Submission {
    pub id: SubmissionId,
    pub language: String,
    pub published_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug)]
pub struct Review {
    pub id: ReviewId,
    pub reviewer: UserId,
    /// Lines that were before the reviewer in the round that the event is about.
    pub lines: i32,
    /// great, good, acceptable or problematic.
    pub rating: Option<String>,
}

/// A suggestion that was applied, and how much of it is still there.
#[derive(Clone, Debug)]
pub struct Kept {
    pub comment: CommentId,
    pub reviewer: UserId,
    /// The iteration that it became part of.
    pub iteration: i32,
    pub lines: i32,
    pub brought: i32,
}

#[derive(Clone, Debug)]
pub struct Booking {
    pub id: BookingId,
    pub tutor: UserId,
    pub student: UserId,
    pub subject: String,
    pub stars: Option<i16>,
}

impl Facts {
    pub async fn load(conn: &mut PgConnection, event: &Event, at: DateTime<Utc>) -> Result<Self, sqlx::Error> {
        let mut facts =
            Self { event: event.clone(), at, submission: None, review: None, kept: Vec::new(), booking: None };
        match event {
            Event::Reviews(event) => facts.about_review(conn, event).await?,
            Event::Bookings(event) => facts.booking = booking(conn, event.booking()).await?,
            _ => (),
        }
        Ok(facts)
    }

    async fn about_review(&mut self, conn: &mut PgConnection, event: &reviews::Event) -> Result<(), sqlx::Error> {
        use reviews::Event as E;
        self.submission = submission(conn, event.submission()).await?;
        match *event {
            E::Reviewed { review: id, round, .. } => self.review = review(conn, id, round).await?,
            E::Rated { review: id, .. } => self.review = review(conn, id, 1).await?,
            E::Finished { submission, .. } => self.kept = kept(conn, submission).await?,
            _ => (),
        }
        Ok(())
    }

    /// `language:rust`.
    pub fn language(&self) -> Option<String> {
        self.submission.as_ref().map(|submission| format!("language:{}", submission.language))
    }

    /// `subject:algebra`.
    pub fn subject(&self) -> Option<String> {
        self.booking.as_ref().map(|booking| format!("subject:{}", booking.subject))
    }

    /// Whether it happened so soon after the submission asked for it.
    pub fn within(&self, time: TimeDelta) -> bool {
        self.submission.as_ref().and_then(|one| one.published_at).is_some_and(|asked| self.at - asked <= time)
    }

    /// The event, if it is one of a booking.
    pub fn of_booking(&self) -> Option<(&bookings::Event, &Booking)> {
        match &self.event {
            Event::Bookings(event) => Some((event, self.booking.as_ref()?)),
            _ => None,
        }
    }

    /// The event, if it is one of a review.
    pub fn of_review(&self) -> Option<(&reviews::Event, &Submission)> {
        match &self.event {
            Event::Reviews(event) => Some((event, self.submission.as_ref()?)),
            _ => None,
        }
    }
}

async fn submission(conn: &mut PgConnection, id: SubmissionId) -> Result<Option<Submission>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT language AS "language!", published_at FROM reviews.public_submission WHERE id = $1"#,
        id.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Submission { id, language: row.language, published_at: row.published_at }))
}

async fn review(conn: &mut PgConnection, id: ReviewId, round: u32) -> Result<Option<Review>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT r.reviewer_id AS "reviewer_id!", r.rating, z.lines AS "lines?"
           FROM reviews.public_review r
           LEFT JOIN reviews.public_round_size z ON z.review_id = r.id AND z.number = $2
           WHERE r.id = $1"#,
        id.0,
        i32::try_from(round).unwrap_or(i32::MAX)
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Review {
        id,
        reviewer: UserId(row.reviewer_id),
        lines: row.lines.unwrap_or_default(),
        rating: row.rating,
    }))
}

async fn kept(conn: &mut PgConnection, id: SubmissionId) -> Result<Vec<Kept>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT comment_id AS "comment_id!", author_id AS "author_id!", applied_in AS "applied_in!",
                  coalesce(kept, 0) AS "kept!", coalesce(brought, 0) AS "brought!"
           FROM reviews.public_suggestion WHERE submission_id = $1 AND state = 'applied' ORDER BY comment_id"#,
        id.0
    )
    .fetch_all(conn)
    .await?;
    let kept = rows.into_iter().map(|row| Kept {
        comment: CommentId(row.comment_id),
        reviewer: UserId(row.author_id),
        iteration: row.applied_in,
        lines: row.kept,
        brought: row.brought,
    });
    Ok(kept.collect())
}

async fn booking(conn: &mut PgConnection, id: BookingId) -> Result<Option<Booking>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT b.tutor_id AS "tutor_id!", b.student_id AS "student_id!", b.subject AS "subject!", r.stars AS "stars?"
           FROM bookings.public_booking b LEFT JOIN bookings.public_rating r ON r.booking_id = b.id WHERE b.id = $1"#,
        id.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Booking {
        id,
        tutor: UserId(row.tutor_id),
        student: UserId(row.student_id),
        subject: row.subject,
        stars: row.stars,
    }))
}
