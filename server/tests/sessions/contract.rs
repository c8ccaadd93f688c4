//! One list of promises, held to both.

use chrono::TimeDelta;
use contract::{CommandKey, accounts::EndSession};
use domain::accounts::{
    self,
    sessions::{self, IDLE},
};
use serde_json::json;
use tower_sessions::{SessionStore, session::Id};

use super::store::{Stage, With, is_out_soon, opens};

const BOTH: [With; 2] = [With::Nothing, With::Redis];

#[tokio::test]
async fn what_is_kept_is_found_by_all_and_nothing_else_is() {
    for with in BOTH {
        let mut stage = Stage::with(with).await;
        let (here, there) = (stage.process().await, stage.process().await);
        let (id, seat) = stage.begins(&here).await;
        for store in [&here, &there, &here] {
            let found = store.load(&id).await.unwrap().unwrap();
            assert_eq!(found.id, id, "{with:?}");
            assert_eq!(found.data["seat"], serde_json::to_value(&seat).unwrap());
            assert_eq!(found.data.len(), 2, "{with:?}: {:?}", found.data);
        }
        assert!(!opens(&here, Id::default()).await, "{with:?}");
    }
}

#[tokio::test]
async fn what_is_saved_is_what_all_find() {
    for with in BOTH {
        let mut stage = Stage::with(with).await;
        let (here, there) = (stage.process().await, stage.process().await);
        let (id, _) = stage.begins(&here).await;
        let mut record = there.load(&id).await.unwrap().unwrap();
        record.data.insert("more".into(), json!(1));
        here.save(&record).await.unwrap();
        assert_eq!(there.load(&id).await.unwrap().unwrap().data["more"], json!(1), "{with:?}");
    }
}

#[tokio::test]
async fn an_id_that_was_given_up_opens_nothing_and_the_next_one_does() {
    for with in BOTH {
        let mut stage = Stage::with(with).await;
        let (here, there) = (stage.process().await, stage.process().await);
        let (id, seat) = stage.begins(&here).await;
        assert!(opens(&there, id).await);
        here.delete(&id).await.unwrap();
        let mut next = stage.record(&seat);
        here.create(&mut next).await.unwrap();
        assert!(!opens(&there, id).await && opens(&there, next.id).await, "{with:?}");
    }
}

#[tokio::test]
async fn an_ended_one_is_out_everywhere_within_five_seconds_and_does_not_come_back() {
    for with in BOTH {
        let mut stage = Stage::with(with).await;
        let (here, there, deaf) = (stage.process().await, stage.process().await, stage.deaf_process().await);
        let (id, seat) = stage.begins(&here).await;
        let record = deaf.load(&id).await.unwrap().unwrap();
        assert!(opens(&there, id).await);
        let form = EndSession { key: CommandKey(stage.ctx.id()), session: seat.id };
        accounts::end_session(&stage.ctx, &stage.sudo(), form).await.unwrap();
        for store in [&here, &there, &deaf] {
            is_out_soon(store, id).await;
        }
        here.save(&record).await.unwrap();
        here.create(&mut record.clone()).await.unwrap();
        for store in [&here, &there, &deaf] {
            assert!(!opens(store, id).await, "{with:?}");
        }
    }
}

#[tokio::test]
async fn it_ends_when_nobody_uses_it_and_its_use_is_noted() {
    for with in BOTH {
        let mut stage = Stage::with(with).await;
        let store = stage.process().await;
        let (id, _) = stage.begins(&store).await;
        for _ in 0..3 {
            assert!(opens(&store, id).await, "{with:?}");
            stage.ctx.clock.advance(TimeDelta::minutes(1));
            assert!(opens(&store, id).await, "{with:?}");
            let mine = sessions::mine(&stage.ctx, &stage.ada).await.unwrap();
            assert_eq!(mine[0].seen_at, stage.ctx.now(), "{with:?}");
        }
        stage.ctx.clock.advance(IDLE - TimeDelta::seconds(1));
        assert!(opens(&store, id).await, "{with:?}");
        stage.ctx.clock.advance(IDLE);
        assert!(!opens(&store, id).await, "{with:?}");
    }
}

#[tokio::test]
async fn at_the_end_of_its_time_it_ends_also_right_after_it_was_used() {
    for with in BOTH {
        let mut stage = Stage::with(with).await;
        let store = stage.process().await;
        let (id, _) = stage.begins(&store).await;
        for _ in 0..8 {
            stage.ctx.clock.advance(TimeDelta::days(11));
            assert!(opens(&store, id).await, "{with:?}");
        }
        stage.ctx.clock.advance(TimeDelta::days(2) - TimeDelta::seconds(1));
        assert!(opens(&store, id).await, "{with:?}");
        stage.ctx.clock.advance(TimeDelta::seconds(1));
        assert!(!opens(&store, id).await, "{with:?}");
    }
}
