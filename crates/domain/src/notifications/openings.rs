//! Times that have opened and groups that were planned, as their mail tells of them.

use chrono::{DateTime, Utc};
use contract::{EventId, GroupId, SavedId};

use super::facts::Recipient;
use crate::{Ctx, jobs::JobError, when};

/// Times that one mail lists.
const TIMES: i64 = 12;

/// What has opened for somebody who keeps a search.
pub(super) struct Openings {
    pub saved: SavedId,
    pub saved_name: String,
    /// The search as its address holds it.
    pub query: String,
    /// Stops the alerts.
    pub code: String,
    /// The soonest first.
    pub times: Vec<Opening>,
}

pub(super) struct Opening {
    pub tutor: String,
    pub handle: String,
    pub starts_at: DateTime<Utc>,
    /// With its title.
    pub group: Option<(GroupId, String)>,
}

impl Opening {
    /// `Tue 24 Nov, 14:00 with Daniel Okonkwo`, and where it is booked; `Tue 24 Nov, 14:00, Fractions together with Daniel Okonkwo` of a
    /// group, and where one joins it.
    pub(super) fn link(&self, reader: &Recipient) -> (String, String) {
        let when = when::moment(self.starts_at, reader.reader, None);
        if let Some((id, title)) = &self.group {
            return (format!("{when}, {title} with {}", self.tutor), format!("/groups/{id}"));
        }
        let start = self.starts_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        (format!("{when} with {}", self.tutor), format!("/tutors/{}/book?start={start}", self.handle))
    }
}

/// `None` if the search is gone, or the tutors are.
pub(super) async fn openings(ctx: &Ctx, letter: EventId) -> Result<Option<Openings>, JobError> {
    let rows = sqlx::query!(
        r#"SELECT saved_id AS "saved_id!", saved_name AS "saved_name!", query AS "query!", code AS "code!", name AS "name!",
                  handle AS "handle!", starts_at AS "starts_at!", group_id, group_title
           FROM search.public_opening WHERE told_in = $1 ORDER BY starts_at, tutor_id LIMIT $2"#,
        letter.0,
        TIMES,
    )
    .fetch_all(&ctx.db)
    .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    Ok(Some(Openings {
        saved: SavedId(first.saved_id),
        saved_name: first.saved_name.clone(),
        query: first.query.clone(),
        code: first.code.clone(),
        times: rows
            .into_iter()
            .map(|row| Opening {
                tutor: row.name,
                handle: row.handle,
                starts_at: row.starts_at,
                group: row.group_id.map(GroupId).zip(row.group_title),
            })
            .collect(),
    }))
}
