use crate::{Ctx, accounts::User};

/// Nothing counts further than this.
pub const COUNTED: i64 = 100;

/// A language that occurs, for a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InUse {
    /// Its slug.
    pub language: String,
    /// How many there are; [`COUNTED`] stands for as many or more.
    pub count: i64,
}

/// The languages that somebody has submitted or reviewed lately, by slug.
pub async fn my_languages(ctx: &Ctx, user: &User) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT DISTINCT x.language AS "language!" FROM (
               (SELECT s.language FROM reviews.submission s
                WHERE s.author_id = $1 ORDER BY s.created_at DESC, s.id DESC LIMIT 100)
               UNION ALL
               (SELECT s.language FROM (
                    SELECT r.id, r.submission_id FROM reviews.review r
                    WHERE r.reviewer_id = $1 ORDER BY r.claimed_at DESC, r.id DESC LIMIT 100) r
                JOIN reviews.submission s ON s.id = r.submission_id
                WHERE EXISTS (SELECT FROM reviews.round o WHERE o.review_id = r.id))) x
           ORDER BY 1 LIMIT 50"#,
        user.id.0,
    )
    .fetch_all(&ctx.db)
    .await
}

/// The languages of the queue, the most frequent first: each found by one step along an index, and counted no further than
/// people care.
pub async fn languages_in_queue(ctx: &Ctx) -> Result<Vec<InUse>, sqlx::Error> {
    sqlx::query_as!(
        InUse,
        r#"WITH RECURSIVE used AS (
               (SELECT q.language FROM reviews.queue q ORDER BY q.language LIMIT 1)
               UNION ALL
               SELECT (SELECT q.language FROM reviews.queue q WHERE q.language > u.language ORDER BY q.language LIMIT 1)
               FROM used u WHERE u.language IS NOT NULL)
           SELECT u.language AS "language!", c.count AS "count!"
           FROM used u CROSS JOIN LATERAL (
               SELECT count(*) FROM (SELECT FROM reviews.queue q WHERE q.language = u.language LIMIT $1) x) c
           WHERE u.language IS NOT NULL ORDER BY 2 DESC, 1 LIMIT 100"#,
        COUNTED,
    )
    .fetch_all(&ctx.db)
    .await
}

/// The same for all that everyone may browse.
pub async fn languages_in_use(ctx: &Ctx) -> Result<Vec<InUse>, sqlx::Error> {
    sqlx::query_as!(
        InUse,
        r#"WITH RECURSIVE used AS (
               (SELECT s.language FROM reviews.submission s
                WHERE s.state <> 'draft' AND s.visibility = 'public' ORDER BY s.language LIMIT 1)
               UNION ALL
               SELECT (SELECT s.language FROM reviews.submission s
                       WHERE s.state <> 'draft' AND s.visibility = 'public' AND s.language > u.language
                       ORDER BY s.language LIMIT 1)
               FROM used u WHERE u.language IS NOT NULL)
           SELECT u.language AS "language!", c.count AS "count!"
           FROM used u CROSS JOIN LATERAL (
               SELECT count(*) FROM (
                   SELECT FROM reviews.submission s
                   WHERE s.state <> 'draft' AND s.visibility = 'public' AND s.language = u.language LIMIT $1) x) c
           WHERE u.language IS NOT NULL ORDER BY 2 DESC, 1 LIMIT 100"#,
        COUNTED,
    )
    .fetch_all(&ctx.db)
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::testing::Desk;

    #[tokio::test]
    async fn what_there_is_and_how_much_of_it() {
        let desk = Desk::new().await;
        let mut ids = Vec::new();
        for language in ["rust", "go", "rust", "zig"] {
            let id = desk.open(&[("a", "a\n")]).await;
            sqlx::query("UPDATE reviews.submission SET language = $2 WHERE id = $1")
                .bind(id.0)
                .bind(language)
                .execute(&desk.ctx().db)
                .await
                .unwrap();
            ids.push(id);
        }
        desk.set(ids[1], "state = 'open'").await;
        desk.set(ids[2], "state = 'open'").await;
        desk.claimed(ids[3], &desk.reviewer).await;
        let of = |found: Vec<InUse>| found.into_iter().map(|x| (x.language, x.count)).collect::<Vec<_>>();
        let queued = of(languages_in_queue(desk.ctx()).await.unwrap());
        assert_eq!(queued, [("rust".to_owned(), 2), ("go".to_owned(), 1)]);
        desk.set(ids[3], "visibility = 'link'").await;
        let browsed = of(languages_in_use(desk.ctx()).await.unwrap());
        assert_eq!(browsed, [("rust".to_owned(), 2), ("go".to_owned(), 1)]);
    }

    #[tokio::test]
    async fn mine_are_those_i_have_written_or_reviewed() {
        let desk = Desk::new().await;
        let rust = desk.open(&[("a", "a\n")]).await;
        let go = desk.open(&[("a", "a\n")]).await;
        desk.set(go, "language = 'go'").await;
        assert_eq!(my_languages(desk.ctx(), &desk.author).await.unwrap(), ["go", "rust"]);
        assert_eq!(my_languages(desk.ctx(), &desk.reviewer).await.unwrap(), [] as [&str; 0]);
        desk.published(rust, &desk.reviewer).await;
        desk.claimed(go, &desk.reviewer).await;
        assert_eq!(my_languages(desk.ctx(), &desk.reviewer).await.unwrap(), ["rust"], "a claim is no review yet");
    }
}
