use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use contract::SubmissionId;
use sqlx::{Postgres, QueryBuilder};

use crate::row_key;

/// Rows on one page of a list.
pub(super) const PAGE: i64 = 25;

/// The last row of a page; the next page begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// What the list is ordered by.
    pub at: DateTime<Utc>,
    pub id: SubmissionId,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        row_key::write(f, self.at, self.id.0)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        row_key::read(text).map(|(at, id)| Self { at, id: SubmissionId(id) })
    }
}

impl Cursor {
    /// `(…, …)`, to be compared with.
    pub(super) fn push(self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("(").push_bind(self.at).push("::timestamptz, ").push_bind(self.id.0).push("::uuid)");
    }
}

/// A page of a list and, if there is more, where the next one begins.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// From one row more than a page has.
    pub(super) fn cut(mut rows: Vec<T>, key: impl Fn(&T) -> Cursor) -> Self {
        let page = usize::try_from(PAGE).unwrap_or(25);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(key);
        Self { rows, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_what_it_writes() {
        let cursor = Cursor { at: crate::testing::monday(), id: SubmissionId(uuid::Uuid::from_u128(7)) };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        assert!("nonsense".parse::<Cursor>().is_err());
    }
}
