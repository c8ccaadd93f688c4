//! The file with everything: what is in it, and for whom.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use chrono::TimeDelta;
use contract::{ExportId, Refusal, rights::AskExport};
use serde_json::Value;
use zip::ZipArchive;

use super::{
    AGAIN_AFTER, Error, KEPT_FOR, KeepUp, MakeExport, Progress, ask_export, download, mine,
    parts::PARTS,
    testing::{TRACES, key},
};
use crate::{
    accounts::User,
    audit::Deed,
    jobs::Job,
    personal::Export,
    testing::{Stage, a_run},
};

/// The files of a zip, by path.
fn unpacked(archive: Vec<u8>) -> BTreeMap<String, String> {
    let mut zip = ZipArchive::new(Cursor::new(archive)).unwrap();
    (0..zip.len())
        .map(|n| {
            let mut file = zip.by_index(n).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

async fn fetched(stage: &Stage, user: &User, id: ExportId) -> BTreeMap<String, String> {
    unpacked(download(&stage.ctx, &stage.sudo(user), id).await.unwrap().archive)
}

fn rows(files: &BTreeMap<String, String>, table: &str) -> Vec<Value> {
    let text = &files[&format!("data/{}.json", table.replace('.', "/"))];
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{table}: {error}: {text}"))
}

#[tokio::test]
async fn a_row_of_each_table_is_in_it_and_no_secret() {
    let (stage, known) = Stage::with_somebody_known().await;
    stage.plant(&known).await;
    let id = stage.exported(&known).await;
    let files = fetched(&stage, &known, id).await;
    for part in &PARTS {
        for table in part.tables.iter().filter(|table| matches!(table.export, Export::Rows(_))) {
            assert!(!rows(&files, table.name).is_empty(), "nothing of {} is in the file", table.name);
        }
    }
    let page = &files["index.html"];
    for trace in TRACES {
        assert!(page.contains(trace), "{trace}");
    }
    let person = &rows(&files, "accounts.person")[0];
    assert_eq!(person["E-mail"], "zyxwv@example.org");
    let all: String = files.into_values().collect();
    let hash: String = sqlx::query_scalar("SELECT password_hash FROM accounts.person WHERE id = $1")
        .bind(known.id.0)
        .fetch_one(&stage.ctx.db)
        .await
        .unwrap();
    for secret in [hash.as_str(), "secret-hash", "secret-code", "argon2"] {
        assert!(!all.contains(secret), "{secret}");
    }
}

/// What others keep to themselves: their addresses, and what they have not published.
#[tokio::test]
async fn nothing_of_others_is_in_it_that_they_did_not_show_them() {
    let (stage, known) = Stage::with_somebody_known().await;
    sqlx::query(
        "INSERT INTO reviews.comment (id, thread_id, author_id, text, written_at)
         SELECT gen_random_uuid(), t.id, p.id, 'a draft of somebody else', now()
         FROM reviews.thread t, accounts.person p WHERE t.opened_by = $1 AND p.id <> $1 ORDER BY t.id, p.id LIMIT 1",
    )
    .bind(known.id.0)
    .execute(&stage.ctx.db)
    .await
    .unwrap();
    let id = stage.exported(&known).await;
    let all: String = fetched(&stage, &known, id).await.into_values().collect();
    assert!(!all.contains("a draft of somebody else"));
    let addresses: Vec<String> =
        sqlx::query_scalar("SELECT email FROM accounts.person WHERE id <> $1 AND email IS NOT NULL")
            .bind(known.id.0)
            .fetch_all(&stage.ctx.db)
            .await
            .unwrap();
    assert!(addresses.len() > 100 && addresses.iter().all(|address| !all.contains(address)));
}

#[tokio::test]
async fn one_a_day_and_the_same_form_is_one() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let form = AskExport { key: key(&stage.ctx) };
    let ask = async |form: AskExport| ask_export(&stage.ctx, &stage.sudo(&ada), form).await;
    ask(form.clone()).await.unwrap();
    ask(form).await.unwrap();
    assert_eq!(stage.take::<MakeExport>().len(), 1);
    let again = ask(AskExport { key: key(&stage.ctx) }).await;
    assert!(matches!(again, Err(Error::Refused(Refusal::ExportedToday))), "{again:?}");
    assert_eq!(mine(&stage.ctx, &ada).await.unwrap().again_at, Some(stage.ctx.now() + AGAIN_AFTER));
    stage.later(AGAIN_AFTER);
    let (a, b) = tokio::join!(ask(AskExport { key: key(&stage.ctx) }), ask(AskExport { key: key(&stage.ctx) }));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    let there = stage.count("SELECT count(*) FROM rights.export WHERE person_id = $1", ada.id).await;
    assert_eq!(there, 1, "the one before is thrown away");
}

#[tokio::test]
async fn it_is_made_once_and_its_owner_is_told() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    ask_export(&stage.ctx, &stage.sudo(&ada), AskExport { key: key(&stage.ctx) }).await.unwrap();
    let Some((_, Progress::Making { done: 0, total })) = mine(&stage.ctx, &ada).await.unwrap().export else { panic!() };
    assert!(total > 40);
    let export = stage.take::<MakeExport>()[0].export;
    let run = a_run();
    let make = || MakeExport { export }.run(&stage.ctx, &run);
    let (a, b) = tokio::join!(make(), make());
    a.and(b).unwrap();
    make().await.unwrap();
    assert_eq!(stage.events("rights.export_ready").await, 1);
    let Some((_, Progress::Ready { id, until, bytes })) = mine(&stage.ctx, &ada).await.unwrap().export else {
        panic!()
    };
    assert_eq!((id, until), (export, stage.ctx.now() + KEPT_FOR));
    assert!(bytes > 500);
}

#[tokio::test]
async fn for_its_owner_alone_and_for_a_week() {
    let stage = Stage::new().await;
    let (ada, bob) = (stage.person("ada").await, stage.person("bob").await);
    let id = stage.exported(&ada).await;
    let fetch = async |user: &User, id| download(&stage.ctx, &stage.sudo(user), id).await;
    assert!(matches!(fetch(&bob, id).await, Err(Error::NotFound)));
    assert!(matches!(fetch(&ada, ExportId(stage.ctx.id())).await, Err(Error::NotFound)));
    let file = fetch(&ada, id).await.unwrap();
    assert_eq!(file.name, "tutorforge-2026-03-02.zip");
    assert_eq!(stage.deeds(ada.id).await[..2], [Deed::ExportFetched, Deed::ExportAsked]);
    stage.later(KEPT_FOR - TimeDelta::seconds(1));
    fetch(&ada, id).await.unwrap();
    stage.later(TimeDelta::seconds(1));
    assert!(matches!(fetch(&ada, id).await, Err(Error::NotFound)));
    KeepUp {}.run(&stage.ctx, &a_run()).await.unwrap();
    assert_eq!(stage.count("SELECT count(*) FROM rights.export WHERE person_id = $1", ada.id).await, 0);
}

#[tokio::test]
async fn what_does_not_fit_is_said() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    for _ in 0..3 {
        sqlx::query(
            "INSERT INTO reviews.submission (id, author_id, title, ask, language, level, urgency, visibility, link, state, iteration,
                                             turn, turn_since, queued_at, created_at)
             VALUES (gen_random_uuid(), $1, 'Long', repeat('x', 30000000), 'rust', 'beginner', 'whenever', 'public',
                     gen_random_uuid()::text, 'draft', 1, 'author', now(), now(), now())",
        )
        .bind(ada.id.0)
        .execute(&stage.ctx.db)
        .await
        .unwrap();
    }
    let id = stage.exported(&ada).await;
    assert!(matches!(mine(&stage.ctx, &ada).await.unwrap().export, Some((_, Progress::TooLarge))));
    assert!(matches!(download(&stage.ctx, &stage.sudo(&ada), id).await, Err(Error::NotFound)));
}
