use chrono::{DateTime, Utc};
use contract::{SubmissionId, reviews::Visibility};

use super::{
    Error, State, Turn,
    cursor::{Cursor, PAGE, Page},
    life::decode,
};
use crate::{Ctx, accounts::User};

/// One of my submissions.
#[derive(Clone, Debug)]
pub struct Mine {
    pub id: SubmissionId,
    pub title: String,
    pub language: String,
    pub state: State,
    pub visibility: Visibility,
    /// Whose move it is, while it is open.
    pub turn: Option<Turn>,
    pub iteration: u32,
    /// Those who hold a seat now.
    pub reviewers: i64,
    pub created_at: DateTime<Utc>,
}

/// What I have submitted, drafts too, the newest first.
pub async fn mine(ctx: &Ctx, user: &User, after: Option<Cursor>) -> Result<Page<Mine>, Error> {
    let rows = sqlx::query!(
        r#"SELECT s.id, s.title, s.language, s.state, s.visibility, s.turn, s.iteration, s.created_at,
                  (SELECT count(*) FROM reviews.review r
                   WHERE r.submission_id = s.id
                     AND (r.state = 'published' OR (r.state = 'claimed' AND r.claimed_until > $2))) AS "reviewers!"
           FROM reviews.submission s
           WHERE s.author_id = $1 AND ($3::timestamptz IS NULL OR (s.created_at, s.id) < ($3, $4))
           ORDER BY s.created_at DESC, s.id DESC LIMIT $5"#,
        user.id.0,
        ctx.now(),
        after.map(|c| c.at),
        after.map(|c| c.id.0),
        PAGE + 1,
    )
    .fetch_all(&ctx.db)
    .await?;
    let mut mine = Vec::with_capacity(rows.len());
    for row in rows {
        let state: State = row.state.parse().map_err(decode)?;
        let turn: Turn = row.turn.parse().map_err(decode)?;
        mine.push(Mine {
            id: SubmissionId(row.id),
            title: row.title,
            language: row.language,
            state,
            visibility: row.visibility.parse().map_err(decode)?,
            turn: (state == State::Open).then_some(turn),
            iteration: u32::try_from(row.iteration).unwrap_or(1),
            reviewers: row.reviewers,
            created_at: row.created_at,
        });
    }
    Ok(Page::cut(mine, |row: &Mine| Cursor { at: row.created_at, id: row.id }))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::reviews::testing::Desk;

    #[tokio::test]
    async fn drafts_too_and_whose_move_it_is() {
        let desk = Desk::new().await;
        let reviewed = desk.open(&[("a.rs", "a\n")]).await;
        desk.set(reviewed, "turn = 'author'").await;
        desk.published(reviewed, &desk.reviewer).await;
        desk.ctx().clock.advance(TimeDelta::hours(1));
        let draft = desk.open(&[("a.rs", "a\n")]).await;
        desk.set(draft, "state = 'draft', published_at = NULL, visibility = 'link'").await;
        let rows = mine(desk.ctx(), &desk.author, None).await.unwrap().rows;
        let told: Vec<_> = rows.iter().map(|row| (row.id, row.state, row.turn, row.reviewers)).collect();
        assert_eq!(told, [(draft, State::Draft, None, 0), (reviewed, State::Open, Some(Turn::Author), 1)]);
        assert!(mine(desk.ctx(), &desk.reviewer, None).await.unwrap().rows.is_empty());
    }

    #[tokio::test]
    async fn page_by_page_each_once() {
        let desk = Desk::new().await;
        for _ in 0..26 {
            desk.open(&[("a.rs", "a\n")]).await;
        }
        let first = mine(desk.ctx(), &desk.author, None).await.unwrap();
        let second = mine(desk.ctx(), &desk.author, first.next).await.unwrap();
        assert_eq!((first.rows.len(), second.rows.len(), second.next), (25, 1, None));
        assert!(first.rows.iter().all(|row| row.id != second.rows[0].id));
    }
}
