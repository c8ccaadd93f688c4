//! The engine beside the database, played by one that remembers what it is told.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use chrono::TimeDelta;
use contract::{CommandKey, Refusal, tutors::RebuildSearch};
use uuid::Uuid;

use super::*;
use crate::{
    accounts::Role,
    audit::Deed,
    jobs::Job,
    ports::{Beside, BesideError, Document, Held, Index, Sought},
    search::{Asker, Error, find, reactions::react, testing::library},
    testing::{Stage, a_run},
    tutors,
};

#[derive(Default)]
struct Remembers {
    live: Mutex<Option<BTreeMap<Uuid, Document>>>,
    fresh: Mutex<BTreeMap<Uuid, Document>>,
    away: AtomicBool,
    sought: Mutex<Vec<Sought>>,
}

impl Remembers {
    fn there(&self) -> Result<(), BesideError> {
        if self.away.load(Ordering::Relaxed) { Err(BesideError::Away("told to".into())) } else { Ok(()) }
    }

    fn names(&self) -> Vec<String> {
        let live = self.live.lock().unwrap();
        let mut names: Vec<_> = live.iter().flatten().map(|(_, document)| document.handle.clone()).collect();
        names.sort_unstable();
        names
    }
}

#[async_trait]
impl Beside for Remembers {
    async fn find(&self, sought: &Sought) -> Result<Vec<Uuid>, BesideError> {
        self.there()?;
        self.sought.lock().unwrap().push(sought.clone());
        let live = self.live.lock().unwrap();
        let fits =
            |document: &&Document| sought.tags.iter().all(|any| any.iter().any(|tag| document.tags.contains(tag)));
        Ok(live.iter().flat_map(BTreeMap::values).filter(fits).map(|document| document.id).collect())
    }

    async fn begin(&self, synonyms: &BTreeMap<String, Vec<String>>) -> Result<(), BesideError> {
        self.there()?;
        assert!(synonyms["js"].contains(&"javascript".to_owned()));
        self.fresh.lock().unwrap().clear();
        Ok(())
    }

    async fn put(&self, index: Index, documents: &[Document]) -> Result<(), BesideError> {
        self.there()?;
        let documents = documents.iter().map(|document| (document.id, document.clone()));
        match index {
            Index::Live => self.live.lock().unwrap().get_or_insert_default().extend(documents),
            Index::Fresh => self.fresh.lock().unwrap().extend(documents),
        }
        Ok(())
    }

    async fn remove(&self, index: Index, tutors: &[Uuid]) -> Result<(), BesideError> {
        self.there()?;
        match index {
            Index::Live => self.live.lock().unwrap().get_or_insert_default().retain(|id, _| !tutors.contains(id)),
            Index::Fresh => self.fresh.lock().unwrap().retain(|id, _| !tutors.contains(id)),
        }
        Ok(())
    }

    async fn is_idle(&self) -> Result<bool, BesideError> {
        self.there()?;
        Ok(true)
    }

    async fn swap(&self) -> Result<(), BesideError> {
        self.there()?;
        *self.live.lock().unwrap() = Some(std::mem::take(&mut self.fresh.lock().unwrap()));
        Ok(())
    }

    async fn held(&self, from: usize, limit: usize) -> Result<Option<Vec<Held>>, BesideError> {
        self.there()?;
        let live = self.live.lock().unwrap();
        let Some(live) = live.as_ref() else { return Ok(None) };
        Ok(Some(live.values().skip(from).take(limit).map(|document| (document.id, document.stamp.clone())).collect()))
    }
}

/// The library with an engine that holds nothing yet.
async fn beside() -> (Stage, Arc<Remembers>) {
    let mut stage = library().await;
    let engine = Arc::new(Remembers::default());
    stage.ctx.beside = Some(engine.clone());
    (stage, engine)
}

async fn run_all(stage: &Stage) {
    for look in stage.take::<LookAfter>() {
        look.run(&stage.ctx, &a_run()).await.unwrap();
    }
    for fill in stage.take::<Fill>() {
        fill.run(&stage.ctx, &a_run()).await.unwrap();
    }
    for push in stage.take::<Push>() {
        push.run(&stage.ctx, &a_run()).await.unwrap();
    }
}

async fn filled() -> (Stage, Arc<Remembers>) {
    let (stage, engine) = beside().await;
    LookAfter {}.run(&stage.ctx, &a_run()).await.unwrap();
    run_all(&stage).await;
    run_all(&stage).await;
    (stage, engine)
}

async fn health(stage: &Stage) -> Health {
    let admin = match crate::accounts::public_person(&stage.ctx, None, "root").await.unwrap() {
        Some(root) => crate::accounts::user(&stage.ctx, root.id).await.unwrap().unwrap(),
        None => stage.with_role("root", Role::Admin).await,
    };
    state(&stage.ctx, &admin).await.unwrap().health
}

fn algebra() -> Search {
    Search { words: "algebra".into(), ..Search::default() }
}

#[tokio::test]
async fn an_engine_without_an_index_is_given_one_and_then_asked() {
    let (stage, engine) = beside().await;
    assert_eq!(health(&stage).await, Health::Filling);
    find(&stage.ctx, &algebra(), Asker::NOBODY).await.unwrap();
    assert!(engine.sought.lock().unwrap().is_empty(), "not before it is whole");
    let (stage, engine) = filled().await;
    assert_eq!(engine.names(), ["ada", "bob", "zoe"]);
    assert_eq!(health(&stage).await, Health::Used);
    let page = find(&stage.ctx, &algebra(), Asker::NOBODY).await.unwrap().0;
    assert_eq!(page.hits.len(), 3, "who they are is the engine's word");
    let filtered = Search::parse("q=algebra&level=school&language=am&price=30&currency=EUR");
    let page = find(&stage.ctx, &filtered, Asker::NOBODY).await.unwrap().0;
    assert_eq!(page.hits.iter().map(|hit| hit.handle.as_str()).collect::<Vec<_>>(), ["ada"]);
    let sought = engine.sought.lock().unwrap();
    assert_eq!(sought[1].tags[..2], [vec!["=@school".to_owned()], vec!["~am".to_owned()]]);
}

#[tokio::test]
async fn while_it_is_away_the_database_finds_and_admins_see_it() {
    let (stage, engine) = filled().await;
    engine.away.store(true, Ordering::Relaxed);
    let page = find(&stage.ctx, &algebra(), Asker::NOBODY).await.unwrap().0;
    assert_eq!(page.hits.iter().map(|hit| hit.handle.as_str()).collect::<Vec<_>>(), ["ada"]);
    LookAfter {}.run(&stage.ctx, &a_run()).await.unwrap();
    assert_eq!(health(&stage).await, Health::Away);
    assert!(is_troubled(&stage.ctx).await.unwrap());
    engine.away.store(false, Ordering::Relaxed);
    LookAfter {}.run(&stage.ctx, &a_run()).await.unwrap();
    assert_eq!(health(&stage).await, Health::Used);
}

#[tokio::test]
async fn what_changes_is_handed_over_and_who_is_late_is_not_asked() {
    let (stage, engine) = filled().await;
    let ctx = &stage.ctx;
    let ada = crate::accounts::public_person(ctx, None, "ada").await.unwrap().unwrap();
    let ada = crate::accounts::user(ctx, ada.id).await.unwrap().unwrap();
    tutors::edit_profile(ctx, &ada, tutors::testing::edit(ctx, false)).await.unwrap();
    let changed = crate::events::Event::Tutors(tutors::Event::ProfileChanged { tutor: ada.id });
    react(ctx, &changed).await.unwrap();
    react(ctx, &changed).await.unwrap();
    ctx.clock.advance(TimeDelta::minutes(3));
    assert_eq!(health(&stage).await, Health::Behind);
    let pushes = stage.take::<Push>();
    assert_eq!(pushes.len(), 1, "changes of two seconds are one batch");
    pushes[0].run(ctx, &a_run()).await.unwrap();
    pushes[0].run(ctx, &a_run()).await.unwrap();
    assert_eq!(engine.names(), ["bob", "zoe"]);
    assert_eq!(health(&stage).await, Health::Used);
}

#[tokio::test]
async fn what_has_drifted_is_found_counted_and_put_right() {
    let (stage, engine) = filled().await;
    let stray = Uuid::from_u128(7);
    {
        let mut live = engine.live.lock().unwrap();
        let live = live.as_mut().unwrap();
        let mut ada = live.values().find(|document| document.handle == "ada").unwrap().clone();
        let bob = live.values().find(|document| document.handle == "bob").unwrap().id;
        live.remove(&bob);
        live.insert(stray, Document { id: stray, handle: "stray".into(), ..ada.clone() });
        ada.stamp = "older".into();
        live.insert(ada.id, ada);
    }
    stage.ctx.clock.advance(TimeDelta::minutes(11));
    LookAfter {}.run(&stage.ctx, &a_run()).await.unwrap();
    let root = stage.with_role("root", Role::Admin).await;
    let seen = state(&stage.ctx, &root).await.unwrap();
    assert_eq!((seen.held, seen.missing, seen.surplus, seen.outdated), (Some(3), Some(1), Some(1), Some(1)));
    run_all(&stage).await;
    assert_eq!(engine.names(), ["ada", "bob", "zoe"]);
    stage.ctx.clock.advance(TimeDelta::minutes(11));
    LookAfter {}.run(&stage.ctx, &a_run()).await.unwrap();
    let seen = state(&stage.ctx, &root).await.unwrap();
    assert_eq!((seen.missing, seen.surplus, seen.outdated), (Some(0), Some(0), Some(0)));
}

#[tokio::test]
async fn an_admin_makes_the_index_anew_once_and_it_is_noted() {
    let (stage, engine) = filled().await;
    let ctx = &stage.ctx;
    let (root, ada) = (stage.with_role("root", Role::Admin).await, stage.person("member").await);
    let form = RebuildSearch { key: CommandKey(ctx.id()) };
    let refused = rebuild_beside(ctx, &ada, form).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::OnlyAdmins))));
    engine.live.lock().unwrap().as_mut().unwrap().clear();
    rebuild_beside(ctx, &root, form).await.unwrap();
    rebuild_beside(ctx, &root, form).await.unwrap();
    assert_eq!(stage.deeds(root.id).await.iter().filter(|deed| **deed == Deed::SearchRebuilt).count(), 1);
    assert_eq!(stage.jobs.0.lock().unwrap().iter().filter(|job| job.name == Fill::NAME).count(), 1);
    run_all(&stage).await;
    run_all(&stage).await;
    assert_eq!(engine.names(), ["ada", "bob", "zoe"]);
    let alone = library().await;
    let root = alone.with_role("root", Role::Admin).await;
    let refused = rebuild_beside(&alone.ctx, &root, RebuildSearch { key: CommandKey(alone.ctx.id()) }).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NoSearchEngine))));
}

/// A filling that an admin begins anew takes the place of the one that is under way.
#[tokio::test]
async fn of_two_fillings_the_later_one_counts() {
    let (stage, engine) = beside().await;
    LookAfter {}.run(&stage.ctx, &a_run()).await.unwrap();
    let first = stage.take::<Fill>();
    stage.ctx.clock.advance(TimeDelta::seconds(1));
    let root = stage.with_role("root", Role::Admin).await;
    rebuild_beside(&stage.ctx, &root, RebuildSearch { key: CommandKey(stage.ctx.id()) }).await.unwrap();
    first[0].run(&stage.ctx, &a_run()).await.unwrap();
    assert!(engine.fresh.lock().unwrap().is_empty(), "the first has nothing to do any more");
    run_all(&stage).await;
    run_all(&stage).await;
    assert_eq!(engine.names(), ["ada", "bob", "zoe"]);
}
