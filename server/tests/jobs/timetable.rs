use chrono::TimeDelta;
use server::jobs::{self, Timetable};

use super::{
    stage::Stage,
    tasks::{self, Note},
};

/// As each process has one of its own.
fn timetable() -> Timetable {
    Timetable::new().every(TimeDelta::days(300), &Note("again".into()))
}

#[tokio::test]
async fn a_slot_has_one_job_however_many_processes_look() {
    let stage = Stage::new().await;
    let mut processes = [timetable(), timetable()];
    for slot in 1..=2 {
        for _ in 0..2 {
            for process in &mut processes {
                process.enqueue(&stage.ctx, stage.pool()).await.unwrap();
            }
        }
        assert_eq!(jobs::run_due(&stage.ctx, &tasks::registry()).await.unwrap(), 1);
        assert_eq!(stage.effects("again").await, slot);
        // Over several slots: the newest is enough.
        stage.ctx.clock.advance(TimeDelta::days(1_000));
    }
}
