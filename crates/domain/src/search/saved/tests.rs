use chrono::TimeDelta;
use contract::{
    CommandKey, GroupId, Refusal, SavedId,
    bookings::{Book, Cancel},
    groups::{OfferedLength, PlanGroup},
    tutors::{
        Alert, EditHours, EditSaved, HourRange, Level, RemoveSaved, SaveSearch, Search, StopAlerts, WeekdayRange,
    },
};

use super::*;
use crate::{
    accounts::User,
    bookings::{book, cancel, plan},
    jobs::Job,
    outbox::React,
    search::{Error, testing::teaches},
    testing::{Stage, a_run},
    tutors::set_hours,
};

/// Ada teaches algebra on Tuesdays from 18:00 to 20:00 for 20 euros; Sam keeps searches.
struct Scene {
    stage: Stage,
    ada: User,
    sam: User,
}

impl Scene {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let ada = teaches(&stage, "ada", "Ada", ("algebra", Level::School), 2000, &["en"]).await;
        let sam = stage.person("sam").await;
        let scene = Self { stage, ada, sam };
        scene.hours(&[(2, 18, 20)]).await;
        scene.settle().await;
        scene.stage.take::<Tell>();
        scene
    }

    async fn hours(&self, ranges: &[(i16, i16, i16)]) {
        let range = |&(weekday, starts, ends): &(i16, i16, i16)| WeekdayRange {
            weekday,
            range: HourRange { starts: starts * 60, ends: ends * 60 },
        };
        let form = EditHours { key: CommandKey(self.stage.ctx.id()), week: ranges.iter().map(range).collect() };
        set_hours(&self.stage.ctx, &self.ada, form).await.unwrap();
    }

    async fn keeps(&self, query: &str, alert: Alert) -> SavedId {
        let form = form(&self.stage, query, alert);
        save_search(&self.stage.ctx, &self.sam, form).await.unwrap();
        saved(&self.stage.ctx, &self.sam).await.unwrap()[0].id
    }

    /// Runs what follows from events, up to the noting of openings.
    async fn settle(&self) {
        for reaction in self.stage.take::<React>() {
            reaction.run(&self.stage.ctx, &a_run()).await.unwrap();
        }
    }

    /// Runs everything that is due within a day; answers how many letters were announced in all.
    async fn letters(&self) -> i64 {
        self.settle().await;
        for tell in self.stage.take::<Tell>() {
            tell.clone().run(&self.stage.ctx, &a_run()).await.unwrap();
            tell.run(&self.stage.ctx, &a_run()).await.unwrap();
        }
        self.stage.ctx.clock.advance(TimeDelta::minutes(3));
        for deliver in self.stage.take::<Deliver>() {
            deliver.run(&self.stage.ctx, &a_run()).await.unwrap();
            deliver.run(&self.stage.ctx, &a_run()).await.unwrap();
        }
        self.stage.events("search.slots_opened").await
    }

    /// A group of algebra on Wednesday from 14:00 to 15:00, at 10 euros a seat, which people join until four hours before.
    async fn plans_a_group(&self) -> GroupId {
        let (db, offering) = (&self.stage.ctx.db, self.stage.ctx.id());
        for sql in [
            "INSERT INTO tutors.offering (id, tutor_id, kind, title, seats_min, seats_max, join_hours, position, created_at)
             VALUES ($1, $2, 'group', 'Small group', 2, 3, 4, 1, now())",
            "INSERT INTO tutors.offering_length (offering_id, minutes, price_minor) SELECT $1, 60, 1000 WHERE $2 IS NOT NULL",
        ] {
            sqlx::query(sql).bind(offering).bind(self.ada.id.0).execute(db).await.unwrap();
        }
        let form = PlanGroup {
            key: CommandKey(self.stage.ctx.id()),
            offer: OfferedLength { offering, minutes: 60 },
            subject: "algebra".into(),
            title: "Proofs together".into(),
            about: "We read one and write two.".into(),
            day: "2026-03-04".parse().unwrap(),
            minute: 14 * 60,
        };
        plan(&self.stage.ctx, &self.ada, form).await.unwrap().unwrap()
    }

    /// How many times wait to be told.
    async fn waiting(&self) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM search.opening WHERE told_in IS NULL")
            .fetch_one(&self.stage.ctx.db)
            .await
            .unwrap()
    }
}

fn form(stage: &Stage, query: &str, alert: Alert) -> SaveSearch {
    SaveSearch { key: CommandKey(stage.ctx.id()), name: "Evenings".into(), alert, search: Search::parse(query) }
}

#[tokio::test]
async fn a_time_that_opens_is_told_once() {
    let scene = Scene::new().await;
    scene.keeps("subject=algebra&from=17:00&to=21:00", Alert::AtOnce).await;
    scene.hours(&[(2, 18, 20), (4, 18, 19)]).await;
    assert_eq!(scene.letters().await, 1, "Thursday evening is new");
    assert!(saved(&scene.stage.ctx, &scene.sam).await.unwrap()[0].told_at.is_some());
    scene.hours(&[(2, 18, 20)]).await;
    scene.settle().await;
    scene.hours(&[(2, 18, 20), (4, 18, 19)]).await;
    assert_eq!(scene.letters().await, 1, "the same times again are not told again");
}

#[tokio::test]
async fn a_cancelled_session_opens_its_time() {
    let scene = Scene::new().await;
    let ctx = &scene.stage.ctx;
    scene.keeps("q=equations&day=tue", Alert::AtOnce).await;
    let other = scene.stage.person("other").await;
    let start = "2026-03-03T18:30:00Z".parse().unwrap();
    let asked = Book { key: CommandKey(ctx.id()), start, choice: None, subject: "algebra".into(), message: "x".into() };
    let id = book(ctx, &other, "ada", asked).await.unwrap();
    assert_eq!(scene.letters().await, 0, "time that is taken opens nothing");
    let form = Cancel { key: CommandKey(ctx.id()), note: String::new(), back_minor: None };
    cancel(ctx, &other, id, form).await.unwrap();
    assert_eq!(scene.letters().await, 1);
}

#[tokio::test]
async fn a_group_that_is_planned_is_told_once_to_whom_it_fits() {
    let scene = Scene::new().await;
    let ctx = &scene.stage.ctx;
    let (other, thrifty) = (scene.stage.person("other").await, scene.stage.person("thrifty").await);
    for (who, query) in [
        (&scene.sam, "subject=algebra&day=wed&from=13:00&to=16:00"),
        (&thrifty, "subject=algebra&price=12&currency=EUR"),
        (&other, "q=algebra"),
        (&other, "subject=algebra&day=thu"),
        (&other, "subject=algebra&price=9&currency=EUR"),
        (&other, "subject=algebra&price=12&currency=USD"),
        (&other, "subject=algebra&from=14:30&to=18:00"),
        (&scene.ada, "subject=algebra"),
    ] {
        save_search(ctx, who, form(&scene.stage, query, Alert::AtOnce)).await.unwrap();
    }
    let id = scene.plans_a_group().await;
    assert_eq!(scene.letters().await, 2, "a seat costs less than a lesson; by words alone nobody looks for a group");
    let mails = scene.stage.deliver().await;
    let mail = mails.iter().find(|mail| mail.to_address.starts_with("sam@")).unwrap();
    assert_eq!(mail.subject, "Ada plans a group: Evenings");
    assert!(mail.text.contains("Wed 4 Mar, 14:00, Proofs together with Ada"), "{}", mail.text);
    assert!(mail.text.contains(&format!("/groups/{id}")), "{}", mail.text);
    assert!(mails.iter().any(|mail| mail.to_address.starts_with("thrifty@")));
    assert!(!mails.iter().any(|mail| mail.to_address.starts_with("other@")));
}

#[tokio::test]
async fn a_group_that_is_full_called_off_or_too_near_is_told_to_nobody() {
    for end in [
        "UPDATE bookings.group_session SET seats_taken = seats_max",
        "UPDATE bookings.group_session SET state = 'cancelled', decided_at = now(), reason = 'x'",
        "UPDATE bookings.group_session SET join_until = '2026-03-02T09:01:00Z'",
    ] {
        let scene = Scene::new().await;
        scene.keeps("subject=algebra", Alert::AtOnce).await;
        scene.plans_a_group().await;
        scene.settle().await;
        for tell in scene.stage.take::<Tell>() {
            tell.run(&scene.stage.ctx, &a_run()).await.unwrap();
        }
        assert_eq!(scene.waiting().await, 1);
        sqlx::query(end).execute(&scene.stage.ctx.db).await.unwrap();
        assert_eq!((scene.letters().await, scene.waiting().await), (0, 0), "{end}");
    }
}

#[tokio::test]
async fn what_does_not_fit_is_not_told() {
    let scene = Scene::new().await;
    for query in [
        "subject=physics",
        "subject=algebra&level=university",
        "q=calculus",
        "language=am",
        "price=19&currency=EUR",
        "price=100&currency=USD",
        "rating=4.5",
        "from=08:00&to=12:00",
        "day=sat",
        "q=nobody -algebra",
    ] {
        scene.keeps(query, Alert::AtOnce).await;
    }
    scene.keeps("subject=algebra", Alert::Off).await;
    scene.hours(&[(2, 18, 20), (4, 18, 19)]).await;
    assert_eq!(scene.letters().await, 0);
    for query in ["price=20&currency=EUR", "q=-physics", "q=algebra OR physics", "within=two-weeks"] {
        let id = scene.keeps(query, Alert::AtOnce).await;
        scene.hours(&[(2, 18, 20)]).await;
        scene.settle().await;
        scene.hours(&[(2, 18, 20), (4, 18, 19)]).await;
        scene.letters().await;
        let told = saved(&scene.stage.ctx, &scene.sam)
            .await
            .unwrap()
            .into_iter()
            .any(|one| one.id == id && one.told_at.is_some());
        assert!(told, "{query}");
        sqlx::query("DELETE FROM search.opening").execute(&scene.stage.ctx.db).await.unwrap();
        remove_saved(
            &scene.stage.ctx,
            &scene.sam,
            RemoveSaved { key: CommandKey(scene.stage.ctx.id()), saved: Some(id) },
        )
        .await
        .unwrap();
    }
}

#[tokio::test]
async fn nobody_is_told_of_their_own_time_nor_of_one_that_is_taken_meanwhile() {
    let scene = Scene::new().await;
    let ctx = &scene.stage.ctx;
    save_search(ctx, &scene.ada, form(&scene.stage, "subject=algebra", Alert::AtOnce)).await.unwrap();
    scene.hours(&[(2, 18, 20), (4, 18, 19)]).await;
    assert_eq!(scene.letters().await, 0, "Ada knows her hours");

    scene.keeps("subject=algebra", Alert::AtOnce).await;
    scene.hours(&[(2, 18, 20), (5, 18, 19)]).await;
    scene.settle().await;
    for tell in scene.stage.take::<Tell>() {
        tell.run(ctx, &a_run()).await.unwrap();
    }
    assert!(scene.waiting().await > 0);
    scene.hours(&[(2, 18, 20)]).await;
    assert_eq!(scene.letters().await, 0, "Friday is gone again");
    assert_eq!(scene.waiting().await, 0, "and forgotten");
}

#[tokio::test]
async fn the_daily_mail_comes_in_the_morning() {
    let scene = Scene::new().await;
    scene.keeps("subject=algebra", Alert::Daily).await;
    scene.hours(&[(2, 18, 20), (6, 18, 19)]).await;
    assert_eq!(scene.letters().await, 0, "it is nine already");
    scene.stage.ctx.clock.advance(TimeDelta::hours(23));
    Deliver { person: scene.sam.id }.run(&scene.stage.ctx, &a_run()).await.unwrap();
    assert_eq!(scene.stage.events("search.slots_opened").await, 1);
    assert_eq!(scene.waiting().await, 0);
}

#[tokio::test]
async fn ten_mails_a_day_are_enough() {
    let scene = Scene::new().await;
    scene.keeps("subject=algebra", Alert::AtOnce).await;
    for weekday in [3, 4, 5, 6, 7, 1] {
        for hour in [8, 12] {
            scene.hours(&[(weekday, hour, hour + 1)]).await;
            scene.letters().await;
        }
    }
    assert_eq!(scene.stage.events("search.slots_opened").await, 10);
    assert!(scene.waiting().await > 0, "the rest waits for the morning");
}

#[tokio::test]
async fn twenty_at_most_each_once_and_ones_own_alone() {
    let scene = Scene::new().await;
    let ctx = &scene.stage.ctx;
    let again = form(&scene.stage, "q=x&after=5_00000000000000000000000000000000", Alert::Daily);
    save_search(ctx, &scene.sam, again.clone()).await.unwrap();
    save_search(ctx, &scene.sam, again).await.unwrap();
    let kept = saved(ctx, &scene.sam).await.unwrap();
    assert_eq!(kept.len(), 1, "a doubled submit is one");
    assert_eq!(kept[0].search.query(), "q=x", "from its first page");

    let form_of =
        |name: &str, saved| EditSaved { key: CommandKey(ctx.id()), saved, name: name.into(), alert: Alert::Off };
    edit_saved(ctx, &scene.sam, form_of("Mine", Some(kept[0].id))).await.unwrap();
    assert_eq!(saved(ctx, &scene.sam).await.unwrap()[0].name, "Mine");
    assert!(matches!(edit_saved(ctx, &scene.ada, form_of("Hers", Some(kept[0].id))).await, Err(Error::NotFound)));
    assert!(matches!(edit_saved(ctx, &scene.sam, form_of("None", None)).await, Err(Error::NotFound)));
    let remove = RemoveSaved { key: CommandKey(ctx.id()), saved: Some(kept[0].id) };
    remove_saved(ctx, &scene.ada, remove.clone()).await.unwrap();
    assert_eq!(saved(ctx, &scene.sam).await.unwrap().len(), 1, "another's hand takes nothing away");
    remove_saved(ctx, &scene.sam, remove.clone()).await.unwrap();
    remove_saved(ctx, &scene.sam, remove).await.unwrap();

    for _ in 0..SAVED_MAX {
        save_search(ctx, &scene.sam, form(&scene.stage, "", Alert::Off)).await.unwrap();
    }
    let refused = save_search(ctx, &scene.sam, form(&scene.stage, "", Alert::Off)).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::TooManySaved))));
}

#[tokio::test]
async fn whoever_has_the_mail_stops_the_alerts() {
    let scene = Scene::new().await;
    let ctx = &scene.stage.ctx;
    let id = scene.keeps("subject=algebra", Alert::AtOnce).await;
    let code: String = sqlx::query_scalar("SELECT code FROM search.saved").fetch_one(&ctx.db).await.unwrap();
    assert!(stopping(ctx, id, "wrong").await.unwrap().is_none());
    assert!(!stopping(ctx, id, &code).await.unwrap().unwrap().stopped);
    let stop = |code: &str| StopAlerts { saved: Some(id), code: code.into() };
    assert!(matches!(stop_alerts(ctx, stop("wrong")).await, Err(Error::NotFound)));
    stop_alerts(ctx, stop(&code)).await.unwrap();
    stop_alerts(ctx, stop(&code)).await.expect("twice is stopped");
    assert!(stopping(ctx, id, &code).await.unwrap().unwrap().stopped);
    scene.hours(&[(2, 18, 20), (4, 18, 19)]).await;
    assert_eq!(scene.letters().await, 0);
}

/// A time that opens asks the questions that could fit by an index: with 20,000 of them it reads some hundred pages.
#[tokio::test]
async fn a_time_is_compared_with_those_that_could_fit() {
    let scene = Scene::new().await;
    let db = &scene.stage.ctx.db;
    sqlx::query(
        "INSERT INTO search.saved (id, person_id, name, query, alert, condition, anchors, code, created_at)
         SELECT gen_random_uuid(), $1, 'n' || i, '', 'daily', ('''=subject' || i % 400 || '''')::tsquery, ARRAY['=subject' || i % 400],
                repeat('x', 24), now()
         FROM generate_series(1, 20000) i",
    )
    .bind(scene.stage.person("crowd").await.id.0)
    .execute(db)
    .await
    .unwrap();
    scene.keeps("subject=algebra", Alert::AtOnce).await;
    sqlx::query("VACUUM (ANALYZE) search.saved").execute(db).await.unwrap();
    let plan: serde_json::Value = sqlx::query_scalar(
        "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON)
         SELECT x.id FROM search.entry e CROSS JOIN LATERAL (SELECT s.id, s.condition FROM search.saved s
             WHERE s.alert <> 'off' AND s.anchors && (tsvector_to_array(e.doc) || ''::text)) x
         WHERE e.tutor_id = $1 AND e.doc @@ x.condition",
    )
    .bind(scene.ada.id.0)
    .fetch_one(db)
    .await
    .unwrap();
    let touched = plan[0]["Plan"]["Shared Hit Blocks"].as_i64().unwrap()
        + plan[0]["Plan"]["Shared Read Blocks"].as_i64().unwrap();
    assert!(touched < 500, "{touched} pages");
    scene.hours(&[(2, 18, 20), (4, 18, 19)]).await;
    assert_eq!(scene.letters().await, 1);
}
