//! A group as its mails tell of it, read from what bookings publish.

use chrono::{DateTime, Utc};
use contract::GroupId;

use super::facts::Recipient;
use crate::{
    Ctx,
    bookings::GroupEvent,
    calendar::{Entry, Of},
    jobs::JobError,
    when,
};

/// What a mail on a group is made of.
pub(super) struct Group {
    pub id: GroupId,
    pub title: String,
    pub subject: String,
    pub tutor_name: String,
    pub reason: String,
    /// How many come, and how many must.
    pub firm: i16,
    pub min: i16,
    /// The reader teaches it.
    pub is_tutor: bool,
    /// Until when a seat is kept, if that is what the mail is about.
    pub kept_until: Option<DateTime<Utc>>,
    /// Nobody called it off: there were too few.
    pub too_few: bool,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    cancelled: bool,
}

impl Group {
    /// `Proofs together on Tue 24 Nov, 14:00`.
    pub(super) fn on(&self, reader: &Recipient) -> String {
        format!("{} on {}", self.title, when::moment(self.starts_at, reader.reader, None))
    }

    /// `Tue 24 Nov, 14:00–15:00 (Addis Ababa)`.
    pub(super) fn time(&self, reader: &Recipient) -> String {
        when::span_there(self.starts_at, self.ends_at, reader.reader, None)
    }

    /// As the tutor's calendar shows it.
    pub(super) fn entry(&self) -> Entry {
        Entry {
            of: Of::Group(self.id),
            sequence: i64::from(self.cancelled),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            title: self.title.clone(),
            about: String::new(),
            cancelled: self.cancelled,
        }
    }
}

pub(super) async fn group(ctx: &Ctx, event: &GroupEvent, reader: &Recipient) -> Result<Group, JobError> {
    let id = event.group();
    let row = sqlx::query!(
        r#"SELECT g.tutor_id AS "tutor_id!", g.title AS "title!", s.name AS "subject!", p.name AS "tutor_name!", g.reason AS "reason!",
                  g.seats_firm AS "firm!: i16", g.seats_min AS "min!", g.starts_at AS "starts_at!", g.ends_at AS "ends_at!",
                  g.state = 'cancelled' AS "cancelled!"
           FROM bookings.public_group g
           JOIN tutors.public_subject s ON s.slug = g.subject
           JOIN accounts.public_person p ON p.id = g.tutor_id
           WHERE g.id = $1"#,
        id.0,
    )
    .fetch_optional(&ctx.db)
    .await?
    .ok_or_else(|| JobError::fail(format!("there is no group {id}")))?;
    Ok(Group {
        id,
        title: row.title,
        subject: row.subject,
        tutor_name: row.tutor_name,
        reason: row.reason,
        firm: row.firm,
        min: row.min,
        is_tutor: row.tutor_id == reader.id.0,
        kept_until: match event {
            GroupEvent::SeatKept { until, .. } => Some(*until),
            _ => None,
        },
        too_few: matches!(event, GroupEvent::CalledOff { by: None, .. }),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        cancelled: row.cancelled,
    })
}
