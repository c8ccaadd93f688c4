use contract::UserId;

use crate::Ctx;

/// People who are told of at most.
const TOLD_MAX: i64 = 100;

/// How the standings compare with the entries.
#[derive(Debug)]
pub struct Verified {
    pub people: i64,
    pub entries: i64,
    /// Up to a hundred.
    pub wrong: Vec<Wrong>,
}

/// Somebody whose points are not the sum of their entries.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    pub person: UserId,
    pub kept: i64,
    pub entries: i64,
}

/// Adds up all entries of everybody and compares the sums with what is kept. Reads the whole ledger.
pub async fn verify(ctx: &Ctx) -> Result<Verified, sqlx::Error> {
    let mut tx = ctx.begin().await?;
    sqlx::query!("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY").execute(&mut *tx).await?;
    let counts = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM ranking.standing) AS "people!", (SELECT count(*) FROM ranking.entry) AS "entries!""#
    )
    .fetch_one(&mut *tx)
    .await?;
    let rows = sqlx::query!(
        r#"SELECT coalesce(s.person_id, e.person_id) AS "person_id!", coalesce(s.xp, 0) AS "kept!",
                  coalesce(e.sum, 0)::bigint AS "entries!"
           FROM ranking.standing s
           FULL JOIN (SELECT person_id, sum(value) AS sum FROM ranking.entry GROUP BY 1) e ON e.person_id = s.person_id
           WHERE coalesce(s.xp, 0) <> coalesce(e.sum, 0)
           ORDER BY 1 LIMIT $1"#,
        TOLD_MAX
    )
    .fetch_all(&mut *tx)
    .await?;
    let wrong =
        rows.into_iter().map(|row| Wrong { person: UserId(row.person_id), kept: row.kept, entries: row.entries });
    Ok(Verified { people: counts.people, entries: counts.entries, wrong: wrong.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ranking::testing::Fair;

    #[tokio::test]
    async fn what_was_tampered_with_is_found() {
        let fair = Fair::new().await;
        fair.accepted("a", fair.now()).await;
        assert_eq!(verify(fair.ctx()).await.unwrap().wrong, []);
        sqlx::query("UPDATE ranking.standing SET xp = xp + 1 WHERE person_id = $1")
            .bind(fair.helper.id.0)
            .execute(&fair.ctx().db)
            .await
            .unwrap();
        let found = verify(fair.ctx()).await.unwrap();
        assert_eq!(found.wrong, [Wrong { person: fair.helper.id, kept: 11, entries: 10 }]);
    }
}
