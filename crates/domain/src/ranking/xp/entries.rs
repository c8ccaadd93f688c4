use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use contract::ranking::{EntryKind, Help, Why};
use uuid::Uuid;

use super::Standing;
use crate::{Ctx, ranking::Reason, row_key};

/// Entries on one page.
const PAGE: usize = 25;

/// One row of a ledger, as its reader may see it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: Uuid,
    pub kind: EntryKind,
    /// As it stands in the ledger, and what the program knows of it.
    pub slug: String,
    pub reason: Option<&'static Reason>,
    pub value: i32,
    /// What an award was worth before the guards.
    pub base: i32,
    pub why: Option<Why>,
    pub help: Option<Help>,
    /// `language:rust`, `subject:algebra`.
    pub topic: Option<String>,
    pub earned_at: DateTime<Utc>,
    /// Written after the person last said that they have seen everything.
    pub unseen: bool,
    /// Where one may read what it was for.
    pub link: Option<String>,
    pub giver: Option<Giver>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Giver {
    pub handle: String,
    pub name: String,
}

/// The last entry of a page; the next page begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub at: DateTime<Utc>,
    pub id: Uuid,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        row_key::write(f, self.at, self.id)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        row_key::read(text).map(|(at, id)| Self { at, id })
    }
}

#[derive(Clone, Debug)]
pub struct Page {
    pub entries: Vec<Entry>,
    pub next: Option<Cursor>,
}

/// What is in the ledger of that person, the newest first: all of it, what was undone and corrected too.
///
/// To the person it is shown with its cause, and with who gave it unless that is an author who wants to be unknown. To others
/// sessions are between two people; of reviews they see those that are public and whose author is named.
pub async fn entries(ctx: &Ctx, of: &Standing, help: Option<Help>, after: Option<Cursor>) -> Result<Page, sqlx::Error> {
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = sqlx::query!(
        r#"SELECT e.id, e.kind, e.reason, e.value, e.base, e.why, e.help, e.topic, e.path, e.earned_at, e.noted_at, e.giver_id,
                  g.handle AS "handle?", g.name AS "name?", coalesce(h.hide_me, false) AS "shy!",
                  s.id IS NOT NULL AS "review!", s.author_id AS "author?",
                  coalesce(s.anonymous, false) AS "anonymous!", coalesce(s.visibility = 'public', false) AS "public!"
           FROM ranking.entry e
           LEFT JOIN accounts.public_person g ON g.id = e.giver_id AND NOT g.disabled
           LEFT JOIN ranking.preference h ON h.person_id = e.giver_id
           LEFT JOIN reviews.public_submission s
                  ON s.id = CASE WHEN e.path ~ '^/reviews/[0-9a-f-]{36}$' THEN substr(e.path, 10)::uuid END
           WHERE e.person_id = $1 AND ($2::text IS NULL OR e.help = $2)
             AND ($3::timestamptz IS NULL OR (e.earned_at, e.id) < ($3, $4))
           ORDER BY e.earned_at DESC, e.id DESC LIMIT $5"#,
        of.person.0,
        help.map(Help::as_str),
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        limit
    )
    .fetch_all(&ctx.db)
    .await?;
    let mut entries: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let open = row.review && row.public && !row.anonymous;
            let by_unknown = row.anonymous && row.author == row.giver_id;
            let names = if of.mine { !by_unknown } else { open && !row.shy };
            Entry {
                id: row.id,
                kind: row.kind.parse().unwrap_or(EntryKind::Correction),
                reason: crate::ranking::reason(&row.reason),
                slug: row.reason,
                value: row.value,
                base: row.base,
                why: row.why.and_then(|why| why.parse().ok()),
                help: row.help.parse().ok(),
                topic: row.topic,
                earned_at: row.earned_at,
                unseen: of.mine && of.seen_at.is_none_or(|seen| row.noted_at > seen),
                link: Some(row.path).filter(|_| of.mine || open),
                giver: row.handle.zip(row.name).filter(|_| names).map(|(handle, name)| Giver { handle, name }),
            }
        })
        .collect();
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let next = entries.last().filter(|_| more).map(|last| Cursor { at: last.earned_at, id: last.id });
    Ok(Page { entries, next })
}
