//! The ledgers of a whole place, made of the events of its bookings and reviews: in their order, in any other, some twice, and
//! several at a time.

use std::collections::BTreeMap;

use futures::{StreamExt, stream};
use uuid::Uuid;

use super::*;
use crate::{
    demo,
    events::Module,
    jobs::Job,
    outbox::React,
    ranking::{SettleGiven, testing::erase, verify},
    reviews::testing::a_run,
    testing::Stage,
};

type Sums = BTreeMap<(Uuid, String, String), i64>;

/// By person, reason and cause.
async fn sums(stage: &Stage) -> Sums {
    let rows: Vec<(Uuid, String, String, i64)> =
        sqlx::query_as("SELECT person_id, reason, cause, sum(value) FROM ranking.entry GROUP BY 1, 2, 3")
            .fetch_all(&stage.ctx.db)
            .await
            .unwrap();
    rows.into_iter().map(|(person, reason, cause, sum)| ((person, reason, cause), sum)).collect()
}

async fn forget(stage: &Stage) {
    let everything = ["DELETE FROM ranking.entry", "DELETE FROM ranking.standing", "DELETE FROM ranking.active_day"];
    erase(&stage.ctx, &everything).await;
}

/// Runs what has to be settled because somebody came to be trusted.
async fn settle(stage: &Stage) {
    loop {
        let jobs = stage.take::<SettleGiven>();
        if jobs.is_empty() {
            return;
        }
        for job in jobs {
            job.run(&stage.ctx, &a_run()).await.unwrap();
        }
    }
}

/// Lets the ranking react to these as its workers would, so many at a time.
async fn hear(stage: &Stage, events: &[EventId], at_a_time: usize) {
    let run = a_run();
    let reactions = events.iter().map(|&event| React { event, module: Module::Ranking }.run(&stage.ctx, &run));
    let outcomes: Vec<_> = stream::iter(reactions).buffer_unordered(at_a_time).collect().await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    settle(stage).await;
}

async fn events(stage: &Stage) -> Vec<EventId> {
    let (mut heard, mut last) = (Vec::new(), EventId(Uuid::nil()));
    loop {
        let page = outbox::after(&stage.ctx, last, PAGE).await.unwrap();
        let Some(end) = page.last() else { break };
        last = *end;
        for id in page {
            let (event, _) = outbox::load(&stage.ctx, id).await.unwrap();
            if event.listeners().contains(&Module::Ranking) {
                heard.push(id);
            }
        }
    }
    heard
}

#[tokio::test]
async fn the_events_of_a_whole_place_make_the_same_ledgers_in_any_order() {
    let stage = Stage::new().await;
    demo::seed(&stage.ctx).await.unwrap();
    let events = events(&stage).await;
    assert!(events.len() > 300, "{} events", events.len());

    replay(&stage.ctx).await.unwrap();
    settle(&stage).await;
    let in_order = sums(&stage).await;
    assert!(in_order.len() > 300 && in_order.values().any(|sum| *sum > 0));
    let before: i64 = sqlx::query_scalar("SELECT count(*) FROM ranking.entry").fetch_one(&stage.ctx.db).await.unwrap();
    replay(&stage.ctx).await.unwrap();
    settle(&stage).await;
    let after: i64 = sqlx::query_scalar("SELECT count(*) FROM ranking.entry").fetch_one(&stage.ctx.db).await.unwrap();
    assert_eq!(before, after, "a second time writes nothing");

    forget(&stage).await;
    let mut order: Vec<EventId> = events.iter().chain(&events[..events.len() / 3]).copied().collect();
    order.sort_by_key(|id| (id.0.as_u128() >> 7).wrapping_mul(2_654_435_761) % 100_003);
    hear(&stage, &order, 4).await;
    assert_eq!(sums(&stage).await, in_order);
    assert!(verify(&stage.ctx).await.unwrap().wrong.is_empty());
}
