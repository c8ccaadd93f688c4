//! What mails are made of, read from what the other modules publish.

use chrono::{DateTime, Utc};
use contract::{BookingId, UserId};

use crate::{
    Ctx, accounts, bookings,
    calendar::{Entry, Of},
    jobs::JobError,
    when::{self, Reader},
};

/// Whom a mail goes to.
pub(super) struct Recipient {
    pub id: UserId,
    pub name: String,
    pub address: String,
    pub reader: Reader,
}

/// A session as its mails tell of it, in the reader's time.
pub(super) struct Session {
    pub booking: BookingId,
    pub student: UserId,
    pub student_name: String,
    pub tutor_name: String,
    pub subject: String,
    pub message: String,
    /// 0 as long as it is not rated.
    pub stars: i16,
    pub words: String,
    pub reply: String,
    /// So many sessions were asked for together; 0 for one that stands alone.
    pub series: i64,
    /// So soon it begins, if that is what the mail is about.
    pub minutes: Option<i64>,
    /// Whether the tutor had said yes: then it stands in calendars.
    pub was_accepted: bool,
    /// It is a seat of a group.
    pub is_seat: bool,
    note: String,
    state: String,
    sequence: i64,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    reader: Reader,
}

impl Session {
    /// `Algebra on Tue 24 Nov, 14:00`.
    pub(super) fn title(&self) -> String {
        format!("{} on {}", self.subject, when::moment(self.starts_at, self.reader, None))
    }

    /// `Tue 24 Nov, 14:00–15:00 (Addis Ababa)`.
    pub(super) fn time(&self) -> String {
        when::span_there(self.starts_at, self.ends_at, self.reader, None)
    }

    /// As a calendar shows it.
    pub(super) fn entry(&self, reader: &Recipient) -> Entry {
        Entry {
            of: Of::Booking(self.booking),
            sequence: self.sequence,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            title: format!("{} with {}", self.subject, self.other(reader)),
            about: self.message.clone(),
            cancelled: self.state == "cancelled",
        }
    }

    pub(super) fn is_student(&self, reader: &Recipient) -> bool {
        self.student == reader.id
    }

    /// Whether it stands in the reader's calendar by itself. The tutor of a group has the group there, once.
    pub(super) fn is_entry_of(&self, reader: &Recipient) -> bool {
        !self.is_seat || self.is_student(reader)
    }

    /// The name of the one who is not the reader.
    pub(super) fn other(&self, reader: &Recipient) -> &str {
        if self.is_student(reader) { &self.tutor_name } else { &self.student_name }
    }

    /// What was written with the step that the mail is about, and by whom; `None` if nothing was.
    pub(super) fn note_by(&self, who: &str) -> Option<(String, String)> {
        (!self.note.is_empty()).then(|| (who.to_owned(), self.note.clone()))
    }
}

/// `None` if the account is gone or disabled.
pub(super) async fn recipient(ctx: &Ctx, id: UserId) -> Result<Option<Recipient>, JobError> {
    let row = sqlx::query!(
        r#"SELECT email AS "email!", name AS "name!", zone AS "zone!", locale AS "locale!", ethiopian AS "ethiopian!"
           FROM accounts.public_recipient WHERE id = $1"#,
        id.0
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(row.map(|row| Recipient {
        id,
        name: row.name,
        address: row.email,
        reader: accounts::reader(&row.zone, &row.locale, row.ethiopian),
    }))
}

/// The session of an event, with what was written when it happened.
pub(super) async fn session(ctx: &Ctx, event: &bookings::Event, reader: Reader) -> Result<Session, JobError> {
    let booking = event.booking();
    let row = sqlx::query!(
        r#"SELECT b.student_id AS "student_id!", b.starts_at AS "starts_at!", b.ends_at AS "ends_at!",
                  b.message AS "message!", b.state AS "state!",
                  EXISTS (SELECT FROM bookings.public_step p WHERE p.booking_id = b.id AND p.happened IN ('accepted', 'booked', 'taken'))
                      AS "was_accepted!",
                  (SELECT count(*) FROM bookings.public_step p
                   WHERE p.booking_id = b.id AND p.happened IN ('moved', 'cancelled')) AS "sequence!", st.name AS "student_name!", tu.name AS "tutor_name!", coalesce(g.title, s.name) AS "subject!",
                  g.group_id IS NOT NULL AS "is_seat!",
                  coalesce(r.stars, 0) AS "stars!: i16", coalesce(r.words, '') AS "words!",
                  coalesce(r.reply, '') AS "reply!",
                  (SELECT count(*) FROM bookings.public_booking o WHERE o.series_id = b.series_id) AS "series!",
                  coalesce((SELECT p.note FROM bookings.public_step p WHERE p.booking_id = b.id AND p.happened = $2
                            ORDER BY p.number DESC LIMIT 1), '') AS "note!"
           FROM bookings.public_booking b
           JOIN accounts.public_person st ON st.id = b.student_id
           JOIN accounts.public_person tu ON tu.id = b.tutor_id
           JOIN tutors.public_subject s ON s.slug = b.subject
           LEFT JOIN bookings.public_rating r ON r.booking_id = b.id
           LEFT JOIN bookings.public_seat g ON g.booking_id = b.id
           WHERE b.id = $1"#,
        booking.0,
        event.name(),
    )
    .fetch_optional(&ctx.db)
    .await?
    .ok_or_else(|| JobError::fail(format!("there is no booking {booking}")))?;
    Ok(Session {
        booking,
        student: UserId(row.student_id),
        student_name: row.student_name,
        tutor_name: row.tutor_name,
        subject: row.subject,
        message: row.message,
        stars: row.stars,
        words: row.words,
        reply: row.reply,
        series: row.series,
        minutes: match event {
            bookings::Event::Near { minutes, .. } | bookings::Event::Late { minutes, .. } => Some(*minutes),
            _ => None,
        },
        was_accepted: row.was_accepted,
        is_seat: row.is_seat,
        state: row.state,
        sequence: row.sequence,
        note: row.note,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        reader,
    })
}
