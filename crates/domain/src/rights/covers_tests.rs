//! Every table of the real database that names people says what it holds of them and what becomes of it; and what is said of
//! tables is so.

use std::collections::{BTreeMap, BTreeSet};

use contract::UserId;

use super::parts::PARTS;
use crate::{
    personal::{self, Export, Table},
    testing::Stage,
};

/// Schemas that are not ours.
const OTHERS: [&str; 5] = ["pg_catalog", "information_schema", "public", "apalis", "pg_toast"];

/// Ids that name no person, or no longer than a job runs: schema, table and column, why. Primary keys called `id`, and columns
/// that refer to a table of something else, are known by themselves.
const NO_PEOPLE: [(&str, &str); 29] = [
    ("accounts.person.signup_key", "of a form; goes with the account"),
    ("accounts.session.seat", "the session itself"),
    ("accounts.code.letter", "the letter that brought the code"),
    ("accounts.departure.seat", "the session that left"),
    ("bookings.booking.request_key", "of a form; goes with the message"),
    ("bookings.booking.offering_id", "what was booked of the tutor's; the offering goes with the tutor"),
    ("bookings.booking.room", "where the two of a session meet"),
    ("bookings.group_session.room", "where those of a group meet"),
    ("bookings.series.request_key", "of a form"),
    ("outbox.command.key", "of a form"),
    ("ranking.hand.entry_id", "how far windows are left"),
    ("ranking.recalculation.after_person", "how far a recalculation is; it ends within minutes"),
    ("reviews.submission.request_key", "of a form"),
    ("reviews.thread.request_key", "of a form"),
    ("messages.report.conversation_id", "part of a message's key"),
    ("reviews.present.page_id", "a page that is open"),
    ("reviews.assessment.rubric_id", "part of an example's key"),
    ("reviews.assessment_mark.rubric_id", "part of an example's key"),
    ("reviews.example_file.rubric_id", "part of an example's key"),
    ("reviews.file.submission_id", "part of an iteration's key"),
    ("reviews.reference_mark.rubric_id", "part of an example's key"),
    ("reviews.round_mark.review_id", "part of a round's key"),
    ("reviews.round_mark.rubric_id", "part of a criterion's key"),
    ("tutors.application.samples", "submissions"),
    ("tutors.application.version", "what a moderator has seen"),
    ("tutors.change.version", "what a moderator has seen"),
    ("search.beside.filled", "how far an index is filled; it ends within minutes"),
    ("search.opening.group_id", "the group"),
    ("search.opening.told_in", "the letter"),
];

fn tables() -> BTreeMap<&'static str, &'static Table> {
    PARTS.iter().flat_map(|part| part.tables).map(|table| (table.name, table)).collect()
}

async fn names(stage: &Stage, sql: &'static str) -> BTreeSet<String> {
    let others: Vec<&str> = OTHERS.to_vec();
    let found: Vec<String> = sqlx::query_scalar(sql).bind(others).fetch_all(&stage.ctx.db).await.unwrap();
    found.into_iter().collect()
}

/// Columns of ids, `schema.table.column`, but for those of which it is known that they are of something else.
const IDS: &str = "
    SELECT n.nspname || '.' || c.relname || '.' || a.attname
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname <> ALL($1)
      AND a.atttypid IN ('uuid'::regtype, 'uuid[]'::regtype)
      AND NOT EXISTS (SELECT FROM pg_constraint k
                      WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY(k.conkey) AND cardinality(k.conkey) = 1
                        AND k.confrelid NOT IN ('accounts.person'::regclass, 'tutors.tutor'::regclass))
      AND NOT (a.attname = 'id' AND c.oid <> 'accounts.person'::regclass)";

const COLUMNS: &str = "
    SELECT n.nspname || '.' || c.relname || '.' || a.attname
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname <> ALL($1)";

#[tokio::test]
async fn every_column_that_may_name_somebody_is_spoken_for() {
    let stage = Stage::new().await;
    let (tables, columns) = (tables(), names(&stage, COLUMNS).await);
    let said: BTreeSet<String> = tables
        .values()
        .flat_map(|table| table.people.iter().map(|column| format!("{}.{column}", table.name)))
        .collect();
    let known: BTreeSet<String> = NO_PEOPLE.iter().map(|(column, _)| (*column).to_owned()).collect();
    let silent: Vec<_> =
        names(&stage, IDS).await.into_iter().filter(|id| !said.contains(id) && !known.contains(id)).collect();
    assert!(silent.is_empty(), "say in `personal.rs` what becomes of them, or here what else they are: {silent:#?}");
    let gone: Vec<_> = said.union(&known).filter(|column| !columns.contains(*column)).collect();
    assert!(gone.is_empty(), "there are no such columns: {gone:?}");
}

/// What takes words of people has an owner above it, or its table says something.
#[tokio::test]
async fn what_is_said_can_be_done_twice_for_nobody() {
    let stage = Stage::new().await;
    let nobody = UserId(stage.ctx.id());
    for part in &PARTS {
        for _ in 0..2 {
            let mut tx = stage.ctx.begin().await.unwrap();
            personal::erase(&mut tx, part.tables, nobody)
                .await
                .unwrap_or_else(|error| panic!("{}: {error}", part.name));
            tx.commit().await.unwrap();
        }
        for table in part.tables {
            let mut conn = stage.ctx.db.acquire().await.unwrap();
            let rows = personal::export(&mut conn, table, nobody, 1_000).await;
            let rows = rows.unwrap_or_else(|error| panic!("{}: {error}", table.name)).unwrap();
            assert!(rows.is_empty(), "{}: {rows:?}", table.name);
        }
    }
}

#[test]
fn each_table_stands_once_in_the_part_of_its_schema_and_says_why() {
    let all: Vec<_> = PARTS.iter().flat_map(|part| part.tables.iter().map(move |table| (part.name, table))).collect();
    assert_eq!(all.len(), tables().len(), "a table stands twice");
    for (part, table) in &all {
        assert!(table.name.starts_with(&format!("{part}.")), "{} in {part}", table.name);
        let words = all.iter().find(|(_, other)| other.title == table.title).map(|(_, first)| (first.says, first.fate));
        let (says, _) = words.unwrap();
        assert!(says.ends_with('.') && says.len() > 20, "{} does not say what becomes of it", table.name);
        if let Export::Nothing(why) = table.export {
            assert!(why.ends_with('.') && why.len() > 5, "{}", table.name);
        }
    }
}
