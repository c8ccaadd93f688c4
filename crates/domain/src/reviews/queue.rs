use chrono::{DateTime, Utc};
use contract::{
    SubmissionId, UserId,
    reviews::{Level, Urgency},
};
use sqlx::{FromRow, Postgres, QueryBuilder, types::Uuid};

use super::{
    Error,
    cursor::{Cursor, PAGE, Page},
    life::decode,
    my_languages,
};
use crate::{Ctx, accounts::User};

/// Characters of the request that a row shows.
const ASK_MAX: usize = 200;

/// Which part of the queue to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// One language, by its slug.
    pub language: Option<String>,
    pub level: Option<Level>,
    /// Without a language: those of my own, if there are any, instead of all.
    pub mine: bool,
}

impl Default for Filter {
    /// What I know, of each level.
    fn default() -> Self {
        Self { language: None, level: None, mine: true }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: UserId,
    pub handle: String,
    pub name: String,
}

/// One submission with a free seat.
#[derive(Clone, Debug)]
pub struct QueueRow {
    pub id: SubmissionId,
    pub title: String,
    /// None where the author is anonymous.
    pub author: Option<Person>,
    pub language: String,
    pub level: Level,
    pub urgency: Urgency,
    pub waiting_since: DateTime<Utc>,
    /// Of the latest iteration.
    pub files: i64,
    pub lines: i64,
    /// The beginning of the request, on one line and without signs of markdown.
    pub ask: String,
    /// That the author asks to be answered.
    pub questions: i64,
    queued_at: DateTime<Utc>,
}

/// What this person may review, the one that has waited longest first. Nothing of their own, nothing of those they are kept
/// apart from, nothing that they hold or have reviewed.
pub async fn queue(ctx: &Ctx, user: &User, filter: &Filter, after: Option<Cursor>) -> Result<Page<QueueRow>, Error> {
    let languages = match &filter.language {
        Some(language) => vec![language.clone()],
        None if filter.mine => my_languages(ctx, user).await?,
        None => Vec::new(),
    };
    let asked = Asked { person: user.id, now: ctx.now(), languages: &languages, level: filter.level, after };
    // Not kept as a prepared statement: after a few runs that would get a plan that knows none of the values.
    let rows: Vec<Row> = asked.sql("").build_query_as().persistent(false).fetch_all(&ctx.db).await?;
    let rows = rows.into_iter().map(Row::read).collect::<Result<_, _>>()?;
    Ok(Page::cut(rows, |row: &QueueRow| Cursor { at: row.queued_at, id: row.id }))
}

/// A question to the queue. No languages are all of them.
pub(super) struct Asked<'a> {
    pub person: UserId,
    pub now: DateTime<Utc>,
    pub languages: &'a [String],
    pub level: Option<Level>,
    pub after: Option<Cursor>,
}

impl Asked<'_> {
    /// After a prefix. Each language is walked along its own part of an index, and the parts are merged.
    pub(super) fn sql(&self, prefix: &str) -> QueryBuilder<Postgres> {
        let mut sql = QueryBuilder::new(prefix);
        sql.push(
            "SELECT s.id, q.queued_at, s.title, s.anonymous, p.id AS author_id, p.handle, p.name, s.language, s.level, s.urgency,
                    s.published_at, left(s.ask, 1000) AS ask, f.files, f.lines,
                    (SELECT count(*) FROM reviews.thread t
                     WHERE t.submission_id = s.id AND t.kind = 'question' AND t.opened_by = s.author_id
                       AND t.review_id IS NULL AND t.published_at IS NOT NULL) AS questions
             FROM (",
        );
        if self.languages.is_empty() {
            self.push_part(&mut sql);
        } else {
            sql.push("SELECT k.submission_id, k.queued_at FROM unnest(").push_bind(self.languages.to_vec());
            sql.push(") l (language) CROSS JOIN LATERAL (");
            self.push_part(&mut sql);
            sql.push(") k ORDER BY k.queued_at, k.submission_id LIMIT ").push(PAGE + 1);
        }
        sql.push(
            ") q
             JOIN reviews.submission s ON s.id = q.submission_id
             JOIN accounts.public_person p ON p.id = s.author_id
             CROSS JOIN LATERAL (SELECT count(*) AS files, coalesce(sum(b.lines), 0)::bigint AS lines
                                 FROM reviews.file x JOIN reviews.blob b ON b.hash = x.hash
                                 WHERE x.submission_id = s.id AND x.iteration = s.iteration) f
             ORDER BY q.queued_at, q.submission_id",
        );
        sql
    }

    /// The beginning of the queue for this person, of one language `l` if there are any.
    fn push_part(&self, sql: &mut QueryBuilder<Postgres>) {
        let (me, now) = (self.person.0, self.now);
        sql.push(
            "SELECT q.submission_id, q.queued_at
             FROM reviews.queue q JOIN reviews.submission s ON s.id = q.submission_id
             WHERE s.author_id <> ",
        );
        sql.push_bind(me);
        if !self.languages.is_empty() {
            sql.push(" AND q.language = l.language");
        }
        if let Some(level) = self.level {
            sql.push(" AND q.level = ").push_bind(level.as_str());
        }
        if let Some(after) = self.after {
            sql.push(" AND (q.queued_at, q.submission_id) > ");
            after.push(sql);
        }
        sql.push(
            " AND NOT EXISTS (SELECT FROM accounts.public_block b WHERE b.blocked_id = s.author_id AND b.blocker_id = ",
        )
        .push_bind(me);
        sql.push(") AND NOT EXISTS (SELECT FROM accounts.public_block b WHERE b.blocker_id = s.author_id AND b.blocked_id = ")
            .push_bind(me);
        sql.push(") AND NOT EXISTS (SELECT FROM reviews.review r WHERE r.submission_id = q.submission_id AND r.reviewer_id = ")
            .push_bind(me);
        sql.push(" AND (r.state = 'published' OR (r.state = 'claimed' AND r.claimed_until > ").push_bind(now);
        sql.push(") OR EXISTS (SELECT FROM reviews.round o WHERE o.review_id = r.id)))");
        sql.push(" ORDER BY q.queued_at, q.submission_id LIMIT ").push(PAGE + 1);
    }
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    queued_at: DateTime<Utc>,
    title: String,
    anonymous: bool,
    author_id: Uuid,
    handle: String,
    name: String,
    language: String,
    level: String,
    urgency: String,
    published_at: DateTime<Utc>,
    ask: String,
    files: i64,
    lines: i64,
    questions: i64,
}

impl Row {
    fn read(self) -> Result<QueueRow, sqlx::Error> {
        let author = Person { id: UserId(self.author_id), handle: self.handle, name: self.name };
        Ok(QueueRow {
            id: SubmissionId(self.id),
            title: self.title,
            author: (!self.anonymous).then_some(author),
            language: self.language,
            level: self.level.parse().map_err(decode)?,
            urgency: self.urgency.parse().map_err(decode)?,
            waiting_since: self.published_at,
            files: self.files,
            lines: self.lines,
            ask: beginning(&self.ask),
            questions: self.questions,
            queued_at: self.queued_at,
        })
    }
}

/// The first words of a text in markdown as they are read aloud: no fences, no marks at the beginning of a line, no stars
/// and backticks.
fn beginning(markdown: &str) -> String {
    let lines = markdown.lines().map(str::trim).filter(|line| !line.starts_with("```") && !line.starts_with("~~~"));
    let words = lines.flat_map(|line| line.trim_start_matches(['#', '>', '-', '*', '+', ' ']).split_whitespace());
    let bare = words.map(|word| word.replace(['*', '`'], "")).filter(|word| !word.is_empty());
    let text = bare.collect::<Vec<_>>().join(" ");
    if text.chars().count() <= ASK_MAX {
        return text;
    }
    let cut: String = text.chars().take(ASK_MAX - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
