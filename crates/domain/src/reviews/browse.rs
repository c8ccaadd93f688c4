use chrono::{DateTime, Utc};
use contract::{SubmissionId, UserId, reviews::Level};
use sqlx::{FromRow, Postgres, QueryBuilder, types::Uuid};

use super::{
    Error, Person, State, Turn,
    cursor::{Cursor, PAGE, Page},
    life::decode,
};
use crate::Ctx;

/// What of the public submissions to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Browse {
    /// One language, by its slug.
    pub language: Option<String>,
    /// Drafts are nobody's to browse: that state finds nothing.
    pub state: Option<State>,
    /// Who looks: what those wrote whom they block is left out.
    pub reader: Option<UserId>,
}

/// A public submission as a row.
#[derive(Clone, Debug)]
pub struct Browsed {
    pub id: SubmissionId,
    pub title: String,
    /// None where the author is anonymous and it is not finished.
    pub author: Option<Person>,
    pub language: String,
    pub level: Level,
    pub state: State,
    /// Whose move it is, while it is open.
    pub turn: Option<Turn>,
    pub iteration: u32,
    /// Those who hold a seat now.
    pub reviewers: i64,
    pub published_at: DateTime<Utc>,
}

/// Everything that is public, the newest first.
pub async fn browse(ctx: &Ctx, filter: &Browse, after: Option<Cursor>) -> Result<Page<Browsed>, Error> {
    // Not kept as a prepared statement: after a few runs that would get a plan that knows none of the values.
    let rows: Vec<Row> =
        browse_sql("", filter, after, ctx.now()).build_query_as().persistent(false).fetch_all(&ctx.db).await?;
    let rows = rows.into_iter().map(Row::read).collect::<Result<_, _>>()?;
    Ok(Page::cut(rows, |row: &Browsed| Cursor { at: row.published_at, id: row.id }))
}

/// After a prefix. Each filter has its index.
pub(super) fn browse_sql(
    prefix: &str,
    filter: &Browse,
    after: Option<Cursor>,
    now: DateTime<Utc>,
) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new(prefix);
    sql.push(
        "SELECT s.id, s.title, s.anonymous, p.id AS author_id, p.handle, p.name, s.language, s.level, s.state, s.turn,
                s.iteration, s.published_at,
                (SELECT count(*) FROM reviews.review r
                 WHERE r.submission_id = s.id
                   AND (r.state = 'published' OR (r.state = 'claimed' AND r.claimed_until > ",
    );
    sql.push_bind(now);
    sql.push(
        "))) AS reviewers
         FROM (SELECT x.id, x.author_id, x.title, x.anonymous, x.language, x.level, x.state, x.turn, x.iteration, x.published_at
               FROM reviews.submission x WHERE x.state <> 'draft' AND x.visibility = 'public'",
    );
    if let Some(language) = &filter.language {
        sql.push(" AND x.language = ").push_bind(language.clone());
    }
    if let Some(state) = filter.state {
        sql.push(" AND x.state = ").push_bind(state.as_str());
    }
    if let Some(reader) = filter.reader {
        sql.push(
            " AND NOT EXISTS (SELECT FROM accounts.public_block b WHERE b.blocked_id = x.author_id AND b.blocker_id = ",
        );
        sql.push_bind(reader.0).push(")");
    }
    if let Some(after) = after {
        sql.push(" AND (x.published_at, x.id) < ");
        after.push(&mut sql);
    }
    sql.push(" ORDER BY x.published_at DESC, x.id DESC LIMIT ").push(PAGE + 1);
    sql.push(") s JOIN accounts.public_person p ON p.id = s.author_id ORDER BY s.published_at DESC, s.id DESC");
    sql
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    title: String,
    anonymous: bool,
    author_id: Uuid,
    handle: String,
    name: String,
    language: String,
    level: String,
    state: String,
    turn: String,
    iteration: i32,
    reviewers: i64,
    published_at: DateTime<Utc>,
}

impl Row {
    fn read(self) -> Result<Browsed, sqlx::Error> {
        let author = Person { id: UserId(self.author_id), handle: self.handle, name: self.name };
        let state = self.state.parse().map_err(decode)?;
        Ok(Browsed {
            id: SubmissionId(self.id),
            title: self.title,
            author: (!self.anonymous || state == State::Finished).then_some(author),
            language: self.language,
            level: self.level.parse().map_err(decode)?,
            turn: if state == State::Open { Some(self.turn.parse().map_err(decode)?) } else { None },
            state,
            iteration: u32::try_from(self.iteration).unwrap_or(1),
            reviewers: self.reviewers,
            published_at: self.published_at,
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{accounts, reviews::testing::Desk};

    async fn titles(desk: &Desk, filter: Browse) -> Vec<String> {
        browse(desk.ctx(), &filter, None).await.unwrap().rows.into_iter().map(|row| row.title).collect()
    }

    #[tokio::test]
    async fn the_newest_public_ones_by_language_and_state() {
        let desk = Desk::new().await;
        for columns in [
            "title = 'one', language = 'go'",
            "title = 'two'",
            "title = 'shared', visibility = 'link'",
            "title = 'draft', state = 'draft', published_at = NULL",
            "title = 'three', state = 'finished', ended_at = published_at",
        ] {
            let id = desk.open(&[("a.rs", "a\n")]).await;
            desk.set(id, columns).await;
            desk.ctx().clock.advance(TimeDelta::hours(1));
        }
        let of = async |filter| titles(&desk, filter).await;
        assert_eq!(of(Browse::default()).await, ["three", "two", "one"]);
        assert_eq!(of(Browse { language: Some("go".into()), ..Browse::default() }).await, ["one"]);
        assert_eq!(of(Browse { state: Some(State::Open), ..Browse::default() }).await, ["two", "one"]);
        let both = Browse { language: Some("rust".into()), state: Some(State::Finished), reader: None };
        assert_eq!(of(both).await, ["three"]);
        assert!(of(Browse { state: Some(State::Draft), ..Browse::default() }).await.is_empty());
    }

    #[tokio::test]
    async fn page_by_page_each_once() {
        let desk = Desk::new().await;
        for _ in 0..30 {
            desk.open(&[("a.rs", "a\n")]).await;
        }
        let first = browse(desk.ctx(), &Browse::default(), None).await.unwrap();
        let second = browse(desk.ctx(), &Browse::default(), first.next).await.unwrap();
        assert_eq!((first.rows.len(), second.rows.len(), second.next), (25, 5, None));
        let mut ids: Vec<_> = first.rows.iter().chain(&second.rows).map(|row| row.id).collect();
        ids.dedup();
        assert_eq!(ids.len(), 30);
        assert!(ids.is_sorted_by(|a, b| a > b), "those of one moment by their ids");
    }

    #[tokio::test]
    async fn who_is_anonymous_is_named_at_the_end() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "a\n")]).await;
        desk.set(id, "anonymous = true").await;
        let author = async || browse(desk.ctx(), &Browse::default(), None).await.unwrap().rows.remove(0).author;
        assert_eq!(author().await, None);
        desk.end(id, "closed").await;
        assert_eq!(author().await, None);
        desk.end(id, "finished").await;
        assert_eq!(author().await.unwrap().handle, "author");
    }
    #[tokio::test]
    async fn whom_one_blocks_one_need_not_read() {
        let desk = Desk::new().await;
        desk.open(&[("a.rs", "a\n")]).await;
        let seen = async |reader: &accounts::User| {
            titles(&desk, Browse { reader: Some(reader.id), ..Browse::default() }).await.len()
        };
        let reader = desk.stage.person("reader").await;
        accounts::block(desk.ctx(), &reader, "author").await.unwrap();
        assert_eq!(seen(&reader).await, 0);
        let other = desk.stage.person("other").await;
        accounts::block(desk.ctx(), &desk.author, "other").await.unwrap();
        assert_eq!(seen(&other).await, 1, "nobody learns who blocks them");
    }
}
