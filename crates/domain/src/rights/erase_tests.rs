//! Nothing names somebody any more, whatever happened on the way.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use contract::{Refusal, UserId, accounts::SignIn};
use sqlx::AssertSqlSafe;

use super::{
    Erase, Error, GRACE,
    keep_up::REMINDED,
    parts::{PARTS, Part},
    stay,
    testing::{TRACES, stay_form},
};
use crate::{
    accounts,
    audit::{self, Deed},
    jobs::{Job, JobError, Run},
    personal::{Fate, Table},
    ports::{Mail, MailError, Mailer},
    ranking,
    testing::{PASSWORD, Stage, a_run},
};

/// All columns with words or numbers in them, as schema, table and column.
const COLUMNS: &str = "
    SELECT n.nspname, c.relname, a.attname
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND a.atttypid::regtype::text NOT IN ('bytea', 'bit', 'boolean', 'integer', 'bigint', 'smallint', 'real', 'timestamp with time zone')
    ORDER BY 1, 2, 3";

/// Where somebody's trace stands: `schema.table.column`.
async fn places_of(stage: &Stage, trace: &str) -> Vec<String> {
    let columns: Vec<(String, String, String)> = sqlx::query_as(COLUMNS).fetch_all(&stage.ctx.db).await.unwrap();
    let mut found = Vec::new();
    for (schema, table, column) in columns {
        let sql = format!(r#"SELECT EXISTS (SELECT FROM "{schema}"."{table}" WHERE strpos("{column}"::text, $1) > 0)"#);
        let there: bool = sqlx::query_scalar(AssertSqlSafe(sql)).bind(trace).fetch_one(&stage.ctx.db).await.unwrap();
        if there {
            found.push(format!("{schema}.{table}.{column}"));
        }
    }
    found
}

fn table(name: &str) -> Option<&'static Table> {
    PARTS.iter().flat_map(|part| part.tables).find(|table| table.name == name)
}

#[tokio::test]
async fn nothing_names_them_and_numbers_stay_only_where_it_is_said() {
    let (stage, known) = Stage::with_somebody_known().await;
    stage.plant(&known).await;
    for trace in TRACES {
        assert!(!places_of(&stage, trace).await.is_empty(), "there is something to erase of {trace}");
    }
    let rated =
        stage.count("SELECT count(*) FROM bookings.rating WHERE student_id = $1 OR tutor_id = $1", known.id).await;
    let said = "SELECT count(*) FROM reviews.comment WHERE author_id = $1 AND published_at IS NOT NULL";
    let (others, comments) = (
        stage.count("SELECT count(*) FROM accounts.person WHERE id <> $1", known.id).await,
        stage.count(said, known.id).await,
    );
    assert!(rated > 0 && comments > 0, "{rated} {comments}");
    stage.asks_to_leave(&known).await.unwrap();
    stage.follow().await;
    assert_eq!(stage.time_is_over().await.len(), 1);
    stage.erase(known.id).await.unwrap();
    stage.follow().await;
    for trace in TRACES {
        let left = places_of(&stage, trace).await;
        let expected: &[&str] = if trace == "zyxwv-qponm" { &["accounts.past_handle.handle"] } else { &[] };
        assert_eq!(left, expected, "{trace}");
    }
    assert_eq!(places_of(&stage, "planted@example.org").await, [""; 0]);
    for place in places_of(&stage, &known.id.to_string()).await {
        let (name, column) = place.rsplit_once('.').unwrap();
        let table = table(name).unwrap_or_else(|| panic!("{place} is spoken for by nobody"));
        assert!(table.people.contains(&column), "{place}");
        let of_others = ["ranking.entry.giver_id", "bookings.booking.student_id"].contains(&place.as_str());
        assert!(table.fate != Fate::Erased || of_others, "{place} is said to be erased");
    }
    let name: String = sqlx::query_scalar("SELECT name FROM accounts.public_person WHERE id = $1")
        .bind(known.id.0)
        .fetch_one(&stage.ctx.db)
        .await
        .unwrap();
    assert_eq!(name, "A former member");
    assert_eq!(stage.count("SELECT count(*) FROM accounts.person WHERE id <> $1", known.id).await, others);
    assert_eq!(
        stage.count("SELECT count(*) FROM bookings.rating WHERE student_id = $1 OR tutor_id = $1", known.id).await,
        rated
    );
    assert!(audit::verify(&stage.ctx).await.unwrap().is_ok(), "the log can still be followed");
    let ledger = ranking::verify(&stage.ctx).await.unwrap();
    assert!(ledger.wrong.is_empty(), "{:?}", ledger.wrong);
}

#[tokio::test]
async fn it_is_done_once_however_often_its_job_runs() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    stage.asks_to_leave(&ada).await.unwrap();
    let jobs = stage.time_is_over().await;
    assert_eq!(jobs.len(), 1);
    let (a, b) = tokio::join!(stage.erase(ada.id), stage.erase(ada.id));
    a.and(b).unwrap();
    stage.erase(ada.id).await.unwrap();
    assert!(stage.keep_up().await.is_empty(), "nothing is left to do");
    let mails = std::mem::take(&mut *stage.mails.0.lock().unwrap());
    let last: Vec<_> = mails.iter().filter(|mail| mail.subject.ends_with("is deleted")).collect();
    assert_eq!(last.len(), 1, "{mails:?}");
    assert_eq!((last[0].to_name.as_str(), last[0].to_address.as_str()), ("ADA", "ada@example.org"));
    assert_eq!(stage.events("rights.person_erased").await, 1);
    assert_eq!(stage.deeds(ada.id).await[0], Deed::Erased);
    let form = SignIn { email: "ada@example.org".into(), password: PASSWORD.into(), next: None };
    let in_again = accounts::sign_in(&stage.ctx, &stage.visitor, form).await;
    assert!(matches!(in_again, Err(accounts::Error::WrongCredentials)));
    assert!(!accounts::set_disabled(&stage.ctx, "gone", false).await.unwrap());
}

#[tokio::test]
async fn broken_off_after_any_part_it_goes_on_with_the_next() {
    for last in 1..PARTS.len() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        stage.asks_to_leave(&ada).await.unwrap();
        stage.time_is_over().await;
        for _ in 0..last {
            stage.erase_one_part(ada.id).await;
        }
        let done = "SELECT parts::bigint FROM rights.erasure WHERE person_id = $1";
        assert_eq!(stage.count(done, ada.id).await, i64::try_from(last).unwrap());
        let back = stay(&stage.ctx, &ada, stay_form(&stage.ctx)).await;
        assert!(matches!(back, Err(Error::Refused(Refusal::LeavingHasBegun))));
        assert!(accounts::user(&stage.ctx, ada.id).await.unwrap().is_none(), "nobody comes in any more");
        stage.erase(ada.id).await.unwrap();
        assert_eq!(stage.events("rights.person_erased").await, 1);
        assert!(places_of(&stage, "ada@example.org").await.is_empty());
    }
}

#[tokio::test]
async fn not_before_its_time_and_not_for_who_stayed() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    stage.asks_to_leave(&ada).await.unwrap();
    stage.later(GRACE - TimeDelta::seconds(1));
    assert!(stage.keep_up().await.is_empty());
    stage.erase(ada.id).await.unwrap();
    assert!(accounts::user(&stage.ctx, ada.id).await.unwrap().is_some());
    stay(&stage.ctx, &ada, stay_form(&stage.ctx)).await.unwrap();
    stage.later(TimeDelta::days(30));
    stage.erase(ada.id).await.unwrap();
    assert!(accounts::user(&stage.ctx, ada.id).await.unwrap().is_some());
}

#[tokio::test]
async fn they_are_told_once_shortly_before() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    stage.asks_to_leave(&ada).await.unwrap();
    stage.later(GRACE - REMINDED - TimeDelta::seconds(1));
    stage.keep_up().await;
    assert_eq!(stage.events("rights.leave_near").await, 0);
    stage.later(TimeDelta::seconds(1));
    for _ in 0..2 {
        stage.keep_up().await;
    }
    assert_eq!(stage.events("rights.leave_near").await, 1);
}

#[tokio::test]
async fn who_was_not_reminded_in_time_is_not_told_of_a_last_chance() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    stage.asks_to_leave(&ada).await.unwrap();
    assert_eq!(stage.time_is_over().await.len(), 1);
    assert_eq!(stage.events("rights.leave_near").await, 0);
}

#[tokio::test]
async fn their_handle_is_nobody_elses_for_a_while() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    stage.asks_to_leave(&ada).await.unwrap();
    stage.time_is_over().await;
    stage.erase(ada.id).await.unwrap();
    let again = async || accounts::testing::join(&stage, "ada").await;
    assert!(matches!(again().await, Err(accounts::Error::HandleTaken)));
    stage.later(accounts::LEADS_ON);
    again().await.unwrap();
}

#[tokio::test]
async fn a_post_that_stays_away_does_not_keep_them() {
    let mut stage = Stage::new().await;
    let ada = stage.person("ada").await;
    stage.asks_to_leave(&ada).await.unwrap();
    stage.time_is_over().await;
    stage.ctx.mailer = Arc::new(Away);
    for _ in 1..PARTS.len() {
        stage.erase_one_part(ada.id).await;
    }
    let run = async |attempt| Erase { person: ada.id }.run(&stage.ctx, &Run { attempt, ..a_run() }).await;
    assert!(matches!(run(1).await, Err(JobError::Retry(_))));
    assert!(!places_of(&stage, "ada@example.org").await.is_empty(), "it is tried again with the address");
    run(6).await.unwrap();
    assert!(places_of(&stage, "ada@example.org").await.is_empty());
}

#[tokio::test]
async fn nothing_gives_an_erased_person_a_name_again() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    stage.asks_to_leave(&ada).await.unwrap();
    stage.time_is_over().await;
    stage.erase(ada.id).await.unwrap();
    for sql in [
        "UPDATE accounts.person SET name = 'Ada' WHERE id = $1",
        "UPDATE accounts.person SET email = 'ada@example.org' WHERE id = $1",
        "UPDATE accounts.person SET disabled_at = NULL WHERE id = $1",
    ] {
        let refused = sqlx::query(sql).bind(ada.id.0).execute(&stage.ctx.db).await.unwrap_err();
        assert!(refused.to_string().contains("person_erased"), "{sql}: {refused}");
    }
    let root = stage.with_role("root", accounts::Role::Admin).await;
    let gone: String = sqlx::query_scalar("SELECT handle FROM accounts.person WHERE id = $1")
        .bind(ada.id.0)
        .fetch_one(&stage.ctx.db)
        .await
        .unwrap();
    assert!(matches!(accounts::known_person(&stage.ctx, &root, &gone).await, Err(accounts::Error::NotFound)));
}

/// A column that somebody adds to the person's row fails this until it is wiped too.
#[tokio::test]
async fn what_is_left_of_a_person_is_a_number() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let full = "UPDATE accounts.person SET about = 'x', languages = '{en}', ethiopian = true, locale = 'en-US', zone = 'Asia/Tokyo',
                       signup_key = gen_random_uuid(), tries_told_at = now(), codes_told_at = now() WHERE id = $1";
    sqlx::query(full).bind(ada.id.0).execute(&stage.ctx.db).await.unwrap();
    stage.asks_to_leave(&ada).await.unwrap();
    stage.time_is_over().await;
    stage.erase(ada.id).await.unwrap();
    let row: serde_json::Value = sqlx::query_scalar(
        "SELECT to_jsonb(p) - ARRAY['id', 'handle', 'created_at', 'disabled_at', 'erased_at'] FROM accounts.person p WHERE p.id = $1",
    )
    .bind(ada.id.0)
    .fetch_one(&stage.ctx.db)
    .await
    .unwrap();
    let nobody = serde_json::json!({
        "name": "A former member", "email": null, "about": "", "about_for": "nobody", "zone": "UTC", "locale": "en-GB",
        "ethiopian": false, "languages": [], "password_hash": null, "role": "member", "is_demo": false, "signup_key": null,
        "verified_at": null, "tries_told_at": null, "codes_told_at": null, "leaves_at": null,
    });
    assert_eq!(row, nobody);
}

/// A module whose part cannot be carried out keeps the parts before it done.
#[tokio::test]
async fn a_part_that_fails_leaves_nothing_half_done() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let broken = Table {
        erase: &["DELETE FROM accounts.token WHERE person_id = $1", "SELECT 1 / (0 * length($1::text))"],
        ..PARTS[0].tables[0]
    };
    let tables: &'static [Table] = Box::leak(Box::new([broken]));
    let part = Part { name: "broken", tables };
    sqlx::query("INSERT INTO accounts.token (id, person_id, name, hash, scope, created_at, expires_at) VALUES (gen_random_uuid(), $1, 'x', sha256('x'), 'submit', now(), now() + interval '1 day')")
        .bind(ada.id.0)
        .execute(&stage.ctx.db)
        .await
        .unwrap();
    let mut tx = stage.ctx.begin().await.unwrap();
    part.let_go(&stage.ctx, &mut tx, ada.id).await.unwrap_err();
    drop(tx);
    assert_eq!(stage.count("SELECT count(*) FROM accounts.token WHERE person_id = $1", ada.id).await, 1);
}

struct Away;

#[async_trait]
impl Mailer for Away {
    async fn send(&self, _: &Mail) -> Result<(), MailError> {
        Err(MailError::Unavailable("421".into()))
    }
}

/// Only these are ever named by a job of erasing.
#[tokio::test]
async fn a_stranger_is_not_touched() {
    let stage = Stage::new().await;
    let (ada, bob) = (stage.person("ada").await, stage.person("bob").await);
    stage.asks_to_leave(&ada).await.unwrap();
    stage.time_is_over().await;
    stage.erase(bob.id).await.unwrap();
    assert!(accounts::user(&stage.ctx, bob.id).await.unwrap().is_some());
    stage.erase(UserId(stage.ctx.id())).await.unwrap();
}
