//! People and causes, so that the ledger is tried without bookings and reviews.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use contract::{CommandKey, Refusal, UserId, ranking::ChangeWeights};

use super::{
    CheckEverybody, Error, Reason, Recalculate, SettleGiven, SettleRing, ledger,
    reasons::{Award, Move, Reverse, reason},
    weights::Weights,
};
use crate::{
    Ctx,
    accounts::{self, User},
    jobs::{Job, Run},
    testing::Stage,
};

/// Where ledgers are tried. It is Monday 2 March 2026, 09:00 UTC.
pub(crate) struct Fair {
    pub stage: Stage,
    pub helper: User,
    pub giver: User,
}

impl Fair {
    /// The giver has earned 20 by their own work.
    pub async fn new() -> Self {
        let stage = Stage::new().await;
        let (helper, giver) = (stage.person("helper").await, stage.person("giver").await);
        let fair = Self { stage, helper, giver };
        fair.make_trusted(fair.giver.id).await;
        fair
    }

    pub fn ctx(&self) -> &Ctx {
        &self.stage.ctx
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.ctx().now()
    }

    /// Seven sessions a hundred days ago.
    pub async fn make_trusted(&self, person: UserId) {
        for n in 0..7 {
            self.write("session_attended", own(person, &format!("trust:{n}")), self.now() - TimeDelta::days(100)).await;
        }
    }

    pub(super) async fn write(&self, slug: &str, one: Move, at: DateTime<Utc>) {
        let mut tx = self.ctx().begin().await.unwrap();
        let moves = vec![(reason(slug).unwrap(), one)];
        ledger::write(self.ctx(), &mut tx, &Weights::default(), at, moves).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A suggestion of the helper that the giver accepted.
    pub async fn accepted(&self, cause: &str, at: DateTime<Utc>) {
        self.write("suggestion_accepted", given(self.helper.id, self.giver.id, cause), at).await;
    }

    pub async fn undone(&self, cause: &str) {
        let reverse = Reverse { person: self.helper.id, cause: cause.into(), part: (1, 1) };
        self.write("suggestion_accepted", Move::Reverse(reverse), self.now()).await;
    }

    /// A person with that role, who is called by it.
    pub async fn with_role(&self, role: &'static str) -> User {
        let person = self.stage.person(role).await;
        let sql = "UPDATE accounts.person SET role = $2 WHERE id = $1";
        sqlx::query(sql).bind(person.id.0).bind(role).execute(&self.ctx().db).await.unwrap();
        accounts::user(self.ctx(), person.id).await.unwrap().unwrap()
    }

    /// Runs all jobs of the ranking, and those that they leave.
    pub async fn run_jobs(&self) {
        loop {
            let jobs: Vec<_> = self.stage.jobs.0.lock().unwrap().drain(..).collect();
            if jobs.is_empty() {
                return;
            }
            for job in jobs {
                match job.name {
                    SettleGiven::NAME => self.run::<SettleGiven>(job.payload).await,
                    SettleRing::NAME => self.run::<SettleRing>(job.payload).await,
                    Recalculate::NAME => self.run::<Recalculate>(job.payload).await,
                    CheckEverybody::NAME => self.run::<CheckEverybody>(job.payload).await,
                    _ => (),
                }
            }
        }
    }

    async fn run<J: Job>(&self, payload: serde_json::Value) {
        let run = Run { id: String::new(), worker: String::new(), attempt: 1 };
        serde_json::from_value::<J>(payload).unwrap().run(self.ctx(), &run).await.unwrap();
    }

    /// What the cause counts.
    pub async fn counts(&self, cause: &str) -> i64 {
        sqlx::query_scalar("SELECT coalesce(sum(value), 0) FROM ranking.entry WHERE person_id = $1 AND cause = $2")
            .bind(self.helper.id.0)
            .bind(cause)
            .fetch_one(&self.ctx().db)
            .await
            .unwrap()
    }

    pub async fn xp(&self, person: UserId) -> i64 {
        sqlx::query_scalar("SELECT xp FROM ranking.standing WHERE person_id = $1")
            .bind(person.0)
            .fetch_optional(&self.ctx().db)
            .await
            .unwrap()
            .unwrap_or_default()
    }

    /// What is kept of people's standing that is not the sum of their entries.
    pub async fn drifted(&self) -> i64 {
        sqlx::query_scalar(
            "SELECT count(*) FROM ranking.standing s
             WHERE s.xp <> (SELECT coalesce(sum(value), 0) FROM ranking.entry e WHERE e.person_id = s.person_id)",
        )
        .fetch_one(&self.ctx().db)
        .await
        .unwrap()
    }
}

/// Does what is done to ledgers only when somebody is erased, in one transaction.
pub(super) async fn erase(ctx: &Ctx, statements: &[&'static str]) {
    let mut tx = ctx.begin().await.unwrap();
    sqlx::query("SET LOCAL tutorforge.erasing = 'on'").execute(&mut *tx).await.unwrap();
    for sql in statements {
        sqlx::query(*sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

pub(super) fn own(person: UserId, cause: &str) -> Move {
    Move::Award(Award { person, cause: cause.into(), giver: None, times: 1, topic: None, path: "/".into() })
}

pub(super) fn given(person: UserId, giver: UserId, cause: &str) -> Move {
    Move::Award(Award { person, cause: cause.into(), giver: Some(giver), times: 1, topic: None, path: "/".into() })
}

/// All moves of a reason at once, as an event would bring them.
pub(super) fn all_of(slug: &str, moves: Vec<Move>) -> Vec<(&'static Reason, Move)> {
    let reason = reason(slug).unwrap();
    moves.into_iter().map(|one| (reason, one)).collect()
}

/// Changes these weights, with a note and a key of its own.
pub(super) fn weights_form(fair: &Fair, points: &[(&str, i32)]) -> ChangeWeights {
    let points: BTreeMap<String, i32> = points.iter().map(|(slug, points)| ((*slug).to_owned(), *points)).collect();
    ChangeWeights { key: CommandKey(fair.ctx().id()), points, note: "Fairer".into() }
}

/// Why it was refused.
pub(super) fn refusal<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Refusal {
    match outcome {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}
