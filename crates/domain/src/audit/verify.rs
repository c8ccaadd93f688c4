use std::fmt;

use futures::TryStreamExt;

use super::chain::{BEGINNING, Link};
use crate::Ctx;

/// A chain that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub rows: i64,
    /// Of the last row, in hexadecimal. Kept elsewhere, it shows later that no row was taken from the end.
    pub last: String,
}

/// The first row that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// Rows from this number on are missing.
    Missing(i64),
    /// It does not stand on the row before it.
    Unbound(i64),
    /// It was changed after it was written.
    Changed(i64),
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(n) => write!(f, "row {n} is missing"),
            Self::Unbound(n) => write!(f, "row {n} does not follow from the row before it"),
            Self::Changed(n) => write!(f, "row {n} was changed after it was written"),
        }
    }
}

/// Follows the chain from its beginning to the first row that is broken.
pub async fn verify(ctx: &Ctx) -> Result<Result<Verified, Break>, sqlx::Error> {
    let mut rows = sqlx::query!(
        "SELECT n, at, actor_id, deed, subject_id, thing, was, becomes, place, request, reason, previous, hash
         FROM audit.entry ORDER BY n"
    )
    .fetch(&ctx.db);
    let (mut count, mut previous) = (0, BEGINNING.to_vec());
    while let Some(row) = rows.try_next().await? {
        let link = Link {
            n: row.n,
            at: row.at,
            actor: row.actor_id,
            deed: &row.deed,
            subject: row.subject_id,
            thing: row.thing.as_deref(),
            was: row.was.as_deref(),
            becomes: row.becomes.as_deref(),
            place: row.place.as_deref(),
            request: row.request.as_deref(),
            reason: &row.reason,
        };
        if row.n != count + 1 {
            return Ok(Err(Break::Missing(count + 1)));
        }
        if row.previous != previous {
            return Ok(Err(Break::Unbound(row.n)));
        }
        if link.hash(&previous) != row.hash {
            return Ok(Err(Break::Changed(row.n)));
        }
        (count, previous) = (row.n, row.hash);
    }
    let last =
        previous.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|half| char::from_digit(half.into(), 16));
    Ok(Ok(Verified { rows: count, last: last.collect() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audit::{Deed, Note, append},
        testing::Stage,
    };

    /// Five rows, then what somebody does who owns the database.
    async fn after(sql: &'static str) -> Result<Verified, Break> {
        let stage = Stage::new().await;
        let mut tx = stage.ctx.begin().await.unwrap();
        for _ in 0..5 {
            append(&stage.ctx, &mut tx, Note::new(Deed::SignedIn, None).because("Because.")).await.unwrap();
        }
        tx.commit().await.unwrap();
        for sql in ["ALTER TABLE audit.entry DISABLE TRIGGER entry_stays", sql] {
            sqlx::query(sql).execute(&stage.ctx.db).await.unwrap();
        }
        verify(&stage.ctx).await.unwrap()
    }

    #[tokio::test]
    async fn the_first_broken_row_is_named() {
        assert!(matches!(after("SELECT 1").await, Ok(Verified { rows: 5, .. })));
        let changes = [
            ("UPDATE audit.entry SET reason = 'Another.' WHERE n >= 3", Break::Changed(3)),
            ("UPDATE audit.entry SET at = at + interval '1 microsecond' WHERE n = 5", Break::Changed(5)),
            ("UPDATE audit.entry SET hash = sha256('') WHERE n = 1", Break::Changed(1)),
            ("UPDATE audit.entry SET previous = sha256('') WHERE n = 4", Break::Unbound(4)),
            ("DELETE FROM audit.entry WHERE n = 2", Break::Missing(2)),
            ("DELETE FROM audit.entry WHERE n = 1", Break::Missing(1)),
        ];
        for (sql, expected) in changes {
            assert_eq!(after(sql).await, Err(expected), "{sql}");
        }
    }

    #[tokio::test]
    async fn an_empty_log_holds() {
        let stage = Stage::new().await;
        assert!(matches!(verify(&stage.ctx).await.unwrap(), Ok(Verified { rows: 0, .. })));
    }
}
