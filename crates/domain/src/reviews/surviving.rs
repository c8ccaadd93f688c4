//! What is left of the suggestions that were applied, counted anew with each iteration.

use std::collections::BTreeSet;

use changes::{Range, survived};
use contract::SubmissionId;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    Error,
    suggest::edit,
    texts::{Texts, texts},
    thread::{counted, stored},
};

/// Suggestions of one submission that are counted: the latest ones.
const COUNTED_MAX: i64 = 1_000;

/// A suggestion that was applied: the edit it was, in the text before.
struct Applied {
    comment: Uuid,
    path: String,
    before: u32,
    range: Range,
    replacement: Option<String>,
}

/// Counts what `latest` has kept of the lines that applied suggestions brought. Belongs into the transaction that makes an
/// iteration, after it and after what it applies; only files that it changes are looked at.
pub(super) async fn recount(conn: &mut PgConnection, id: SubmissionId, latest: u32) -> Result<(), Error> {
    let applied = applied(conn, id, latest).await?;
    if applied.is_empty() {
        return Ok(());
    }
    let iterations: BTreeSet<u32> = applied.iter().map(|one| one.before).chain([latest]).collect();
    let paths: BTreeSet<String> = applied.iter().map(|one| one.path.clone()).collect();
    let texts = texts(conn, id, &iterations, &paths).await?;
    let comments: Vec<Uuid> = applied.iter().map(|one| one.comment).collect();
    let counting = move || applied.iter().map(|one| count(&texts, one, latest)).unzip();
    let (kept, brought): (Vec<i32>, Vec<i32>) = tokio::task::spawn_blocking(counting).await?;
    sqlx::query!(
        "UPDATE reviews.suggestion g SET kept = n.kept, brought = n.brought
         FROM unnest($1::uuid[], $2::int4[], $3::int4[]) AS n (comment_id, kept, brought)
         WHERE g.comment_id = n.comment_id",
        &comments,
        &kept,
        &brought
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn applied(conn: &mut PgConnection, id: SubmissionId, latest: u32) -> Result<Vec<Applied>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT g.comment_id, t.path AS "path!", g.applied_in AS "applied_in!", g.applied_from AS "from!",
                  g.applied_to AS "to!", g.replacement
           FROM reviews.thread t JOIN reviews.comment c ON c.thread_id = t.id
           JOIN reviews.suggestion g ON g.comment_id = c.id
           LEFT JOIN reviews.file now ON now.submission_id = $1 AND now.iteration = $2 AND now.path = t.path
           LEFT JOIN reviews.file was ON was.submission_id = $1 AND was.iteration = $2 - 1 AND was.path = t.path
           WHERE t.submission_id = $1 AND g.state = 'applied' AND (g.applied_in = $2 OR now.hash IS DISTINCT FROM was.hash)
           ORDER BY g.applied_in DESC, g.comment_id LIMIT $3"#,
        id.0,
        stored(latest),
        COUNTED_MAX
    )
    .fetch_all(conn)
    .await?;
    let applied = rows.into_iter().map(|row| Applied {
        comment: row.comment_id,
        path: row.path,
        before: counted(row.applied_in - 1),
        range: Range { from: counted(row.from), to: counted(row.to) },
        replacement: row.replacement,
    });
    Ok(applied.collect())
}

/// How many lines are kept, of how many brought. Nothing is kept in a file that is gone.
fn count(texts: &Texts, one: &Applied, latest: u32) -> (i32, i32) {
    let edit = edit(one.range, one.replacement.as_deref());
    let before = texts.get(one.before, &one.path).map(|text| &**text).unwrap_or_default();
    let last = texts.get(latest, &one.path).map(|text| &**text).unwrap_or_default();
    survived(&edit, before, last).map_or((0, 0), |survived| (stored(survived.kept), stored(survived.of)))
}

#[cfg(test)]
mod tests {
    use contract::reviews::{Iterate, NewFile};

    use crate::reviews::{apply, iterate, testing::Desk};

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    #[tokio::test]
    async fn what_is_written_over_later_counts_no_more() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let comment = desk.suggested(id, "a.rs:2", "    let y = 1;\n\n    y").await;
        apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await.unwrap();
        assert_eq!(desk.kept(comment).await, (2, 2));
        for (text, kept) in [
            ("fn a() {\n    let y = 1;\n\n    y + 1\n}\n", (1, 2)),
            ("// Nothing is left.\n", (0, 2)),
            ("fn a() {\n    let y = 1;\n    y\n}\n", (2, 2)),
        ] {
            let number = desk.iterated(id, &[("a.rs", text)]).await;
            desk.recounted(id, number).await;
            assert_eq!(desk.kept(comment).await, kept, "{text}");
        }
        let number = desk.iterated(id, &[("b.rs", "fn b() {}\n")]).await;
        desk.recounted(id, number).await;
        assert_eq!(desk.kept(comment).await, (0, 2));
    }

    #[tokio::test]
    async fn an_iteration_that_is_made_by_hand_counts_anew() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let comment = desk.suggested(id, "a.rs:2", "    y").await;
        apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await.unwrap();
        let files = vec![NewFile { path: "a.rs".into(), bytes: b"fn a() {\n    z\n}\n".to_vec() }];
        let form = Iterate { key: desk.key(), base: 2, note: String::new(), files };
        iterate(desk.ctx(), &desk.author, id, form).await.unwrap();
        assert_eq!(desk.kept(comment).await, (0, 1));
    }

    #[tokio::test]
    async fn a_deletion_brings_nothing() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let comment = desk.deletion(id, "a.rs:2").await;
        apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await.unwrap();
        assert_eq!(desk.kept(comment).await, (0, 0));
        assert_eq!(desk.files(id, 2).await[0].1, "fn a() {\n}\n");
    }
}
