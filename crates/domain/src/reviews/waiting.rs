use chrono::{DateTime, Utc};
use contract::{SubmissionId, UserId};

use super::Person;
use crate::{Ctx, accounts::User};

/// Why a submission waits for me.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// I claimed it, and the claim runs out then.
    Claim { until: DateTime<Utc> },
    /// It is mine, and somebody has reviewed it.
    Author,
    /// I review it, and its author has answered.
    Reviewer,
}

/// A submission whose next move is mine.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub id: SubmissionId,
    pub title: String,
    pub language: String,
    pub why: Why,
    /// Since when it is my turn.
    pub since: DateTime<Utc>,
    /// None where it is my own, and where the author is anonymous.
    pub author: Option<Person>,
}

/// At most 50 submissions that wait for me, the latest turn first.
pub async fn waiting_for_me(ctx: &Ctx, user: &User) -> Result<Vec<Waiting>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT w.id AS "id!", w.title AS "title!", w.language AS "language!", w.since AS "since!", w.claimed_until,
                  w.mine AS "mine!", w.anonymous AS "anonymous!", p.id AS "author_id!", p.handle AS "handle!", p.name AS "name!"
           FROM (
               (SELECT s.id, s.title, s.language, s.turn_since AS since, NULL::timestamptz AS claimed_until, true AS mine,
                       s.anonymous, s.author_id
                FROM reviews.submission s
                WHERE s.author_id = $1 AND s.state = 'open' AND s.turn = 'author'
                ORDER BY s.turn_since DESC LIMIT 50)
               UNION ALL
               (SELECT s.id, s.title, s.language, CASE r.state WHEN 'claimed' THEN r.claimed_at ELSE s.turn_since END,
                       CASE r.state WHEN 'claimed' THEN r.claimed_until END, false, s.anonymous, s.author_id
                FROM reviews.review r JOIN reviews.submission s ON s.id = r.submission_id
                WHERE r.reviewer_id = $1 AND r.state <> 'left' AND NOT r.over AND s.state = 'open'
                  AND CASE r.state WHEN 'claimed' THEN r.claimed_until > $2 ELSE s.turn = 'reviewer' END
                ORDER BY 4 DESC LIMIT 50)
           ) w
           JOIN accounts.public_person p ON p.id = w.author_id
           ORDER BY w.since DESC, w.id DESC LIMIT 50"#,
        user.id.0,
        ctx.now(),
    )
    .fetch_all(&ctx.db)
    .await?;
    let waiting = rows.into_iter().map(|row| Waiting {
        id: SubmissionId(row.id),
        title: row.title,
        language: row.language,
        why: match row.claimed_until {
            Some(until) => Why::Claim { until },
            None if row.mine => Why::Author,
            None => Why::Reviewer,
        },
        since: row.since,
        author: (!row.mine && !row.anonymous).then_some(Person {
            id: UserId(row.author_id),
            handle: row.handle,
            name: row.name,
        }),
    });
    Ok(waiting.collect())
}

/// How many wait for me, for the header.
pub async fn waiting(ctx: &Ctx, user: &User) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT ((SELECT count(*) FROM reviews.submission s
                    WHERE s.author_id = $1 AND s.state = 'open' AND s.turn = 'author')
                 + (SELECT count(*) FROM reviews.review r JOIN reviews.submission s ON s.id = r.submission_id
                    WHERE r.reviewer_id = $1 AND r.state <> 'left' AND NOT r.over AND s.state = 'open'
                      AND CASE r.state WHEN 'claimed' THEN r.claimed_until > $2 ELSE s.turn = 'reviewer' END)) AS "count!""#,
        user.id.0,
        ctx.now(),
    )
    .fetch_one(&ctx.db)
    .await
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::reviews::{model::CLAIM, testing::Desk};

    async fn found(desk: &Desk, user: &User) -> Vec<(SubmissionId, Why)> {
        let rows = waiting_for_me(desk.ctx(), user).await.unwrap();
        assert_eq!(waiting(desk.ctx(), user).await.unwrap(), i64::try_from(rows.len()).unwrap());
        rows.into_iter().map(|row| (row.id, row.why)).collect()
    }

    #[tokio::test]
    async fn the_next_move_is_one_sides_at_a_time() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "a\n")]).await;
        assert_eq!(found(&desk, &desk.author).await, []);
        desk.claimed(id, &desk.reviewer).await;
        assert_eq!(found(&desk, &desk.reviewer).await, [(id, Why::Claim { until: desk.now() + CLAIM })]);
        desk.ctx().clock.advance(CLAIM);
        assert_eq!(found(&desk, &desk.reviewer).await, [], "what ran out waits for nobody");
    }

    #[tokio::test]
    async fn a_review_goes_back_and_forth_until_it_ends() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "a\n")]).await;
        desk.published(id, &desk.reviewer).await;
        desk.set(id, "turn = 'author'").await;
        assert_eq!(found(&desk, &desk.author).await, [(id, Why::Author)]);
        assert_eq!(found(&desk, &desk.reviewer).await, []);
        desk.set(id, "turn = 'reviewer'").await;
        assert_eq!(found(&desk, &desk.author).await, []);
        assert_eq!(found(&desk, &desk.reviewer).await, [(id, Why::Reviewer)]);
        assert_eq!(found(&desk, &desk.second).await, []);
        let author = async || waiting_for_me(desk.ctx(), &desk.reviewer).await.unwrap().remove(0).author;
        assert_eq!(author().await.unwrap().handle, "author");
        desk.set(id, "anonymous = true").await;
        assert_eq!(author().await, None);
        desk.end(id, "finished").await;
        assert_eq!(found(&desk, &desk.reviewer).await, []);
    }

    #[tokio::test]
    async fn the_latest_turn_first() {
        let desk = Desk::new().await;
        let old = desk.open(&[("a.rs", "a\n")]).await;
        desk.published(old, &desk.reviewer).await;
        desk.ctx().clock.advance(TimeDelta::hours(1));
        let new = desk.open(&[("a.rs", "a\n")]).await;
        desk.claimed(new, &desk.reviewer).await;
        let ids: Vec<_> = found(&desk, &desk.reviewer).await.into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, [new, old]);
    }
}
