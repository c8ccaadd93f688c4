//! What is held of a person, table by table: what they get of it in a file, and what becomes of it when they leave. Each
//! module says so of its own tables in a file `personal.rs`; [`crate::rights`] reads them all. A table that names people
//! and says nothing here fails a test.

use contract::UserId;
use futures::TryStreamExt;
use sqlx::PgConnection;

/// What becomes of a table's rows when their person is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    Erased,
    /// They stay for others, and name nobody any more.
    Anonymous,
    Kept,
}

/// A table, as the person it is about may read of it.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// With its schema.
    pub name: &'static str,
    /// What it is to people. Tables of one title are told of together, by the words of the first.
    pub title: &'static str,
    pub fate: Fate,
    /// What is erased, what is left without a name, or what is kept and why: a sentence.
    pub says: &'static str,
    /// All columns that hold a person.
    pub people: &'static [&'static str],
    /// Does what is said, with the person as `$1`; a second time it finds nothing to do.
    pub erase: &'static [&'static str],
    pub export: Export,
}

/// What of a table is in somebody's file.
#[derive(Clone, Copy, Debug)]
pub enum Export {
    /// A query made by [`rows!`](crate::personal::rows), with the person as `$1`: a row of JSON for each row.
    Rows(&'static str),
    /// Nothing, and why.
    Nothing(&'static str),
}

/// The query of an export: its columns are named as people read them, and stay in their order.
macro_rules! rows {
    ($sql:literal) => {
        $crate::personal::Export::Rows(concat!("SELECT row_to_json(x)::text FROM (", $sql, ") x"))
    };
}
pub(crate) use rows;

/// Does what these tables say, for one person. Deleting from a ledger that only grows is said in the same transaction.
pub(crate) async fn erase(conn: &mut PgConnection, tables: &[Table], person: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT set_config('tutorforge.erasing', 'on', true) AS said").fetch_one(&mut *conn).await?;
    for &sql in tables.iter().flat_map(|table| table.erase) {
        sqlx::query(sql).bind(person.0).execute(&mut *conn).await?;
    }
    sqlx::query!("SELECT set_config('tutorforge.erasing', 'off', true) AS said").fetch_one(conn).await?;
    Ok(())
}

/// The rows that a person gets of a table, up to so many bytes. `None` if there is more.
pub(crate) async fn export(
    conn: &mut PgConnection,
    table: &Table,
    person: UserId,
    most: usize,
) -> Result<Option<Vec<String>>, sqlx::Error> {
    let Export::Rows(sql) = table.export else { return Ok(Some(Vec::new())) };
    let mut found = sqlx::query_scalar::<_, String>(sql).bind(person.0).fetch(conn);
    let (mut rows, mut size) = (Vec::new(), 0);
    while let Some(row) = found.try_next().await? {
        size += row.len();
        if size > most {
            return Ok(None);
        }
        rows.push(row);
    }
    Ok(Some(rows))
}
