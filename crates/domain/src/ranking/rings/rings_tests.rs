use contract::{CommandKey, Refusal, ranking::Decide};

use super::*;
use crate::{
    accounts::User,
    ranking::{
        Deed, RingRow, RingState, clear, confirm, deeds, reopen, rings,
        testing::{Fair, given, refusal},
        verify,
    },
};

/// Three who give each other ten suggestions each way, and somebody honest who helps one of them once.
struct Den {
    fair: Fair,
    moderator: User,
    members: Vec<User>,
}

impl Den {
    async fn new() -> Self {
        let fair = Fair::new().await;
        let mut members = Vec::new();
        for name in ["kim", "lou", "max"] {
            members.push(fair.stage.person(name).await);
            fair.make_trusted(members[members.len() - 1].id).await;
        }
        let moderator = fair.with_role("moderator").await;
        let den = Self { fair, moderator, members };
        den.give("a", 10).await;
        den.fair.write("suggestion_accepted", given(den.members[0].id, den.fair.giver.id, "honest"), den.now()).await;
        den.fair.run_jobs().await;
        den
    }

    fn now(&self) -> DateTime<Utc> {
        self.fair.now() - TimeDelta::hours(1)
    }

    /// Everybody accepts so many suggestions of everybody else.
    async fn give(&self, what: &str, times: i64) {
        for (n, person) in self.members.iter().enumerate() {
            for (m, giver) in self.members.iter().enumerate().filter(|(m, _)| *m != n) {
                for k in 0..times {
                    let at = self.now() - TimeDelta::days(k);
                    let one = given(person.id, giver.id, &format!("{what}{n}{m}{k}"));
                    self.fair.write("suggestion_accepted", one, at).await;
                }
            }
        }
    }

    async fn search(&self) -> usize {
        let new = find_rings(self.fair.ctx()).await.unwrap();
        self.fair.run_jobs().await;
        assert_eq!(verify(self.fair.ctx()).await.unwrap().wrong, []);
        new
    }

    async fn ring(&self) -> RingRow {
        rings(self.fair.ctx(), &self.moderator).await.unwrap().remove(0)
    }

    fn decision(&self) -> Decide {
        Decide { key: CommandKey(self.fair.ctx().id()), note: "A class of three".into() }
    }

    /// Points of the members above what their own work gave.
    async fn points(&self) -> Vec<i64> {
        let mut points = Vec::new();
        for member in &self.members {
            points.push(self.fair.xp(member.id).await - 21);
        }
        points
    }
}

#[tokio::test]
async fn what_a_ring_gave_is_held_and_comes_back_when_it_is_cleared() {
    let den = Den::new().await;
    let before = den.points().await;
    assert!(before.iter().all(|points| *points > 20), "{before:?}");
    assert_eq!(den.search().await, 1);
    let ring = den.ring().await;
    assert_eq!((ring.state, ring.people.len(), ring.held), (RingState::Open, 3, 60));
    assert_eq!((ring.evidence.inside, ring.evidence.times, ring.evidence.pairs), (600, 60, 6));
    assert_eq!((ring.evidence.share(), ring.evidence.gifts.len()), (98, 6));
    assert_eq!(den.points().await, [10, 0, 0], "what came from elsewhere counts");

    let decision = den.decision();
    clear(den.fair.ctx(), &den.moderator, ring.id, decision.clone()).await.unwrap();
    clear(den.fair.ctx(), &den.moderator, ring.id, decision).await.unwrap();
    den.fair.run_jobs().await;
    assert_eq!((den.points().await, den.ring().await.held), (before, 0));
    assert_eq!(den.search().await, 0, "not found again so soon");
    assert_eq!(den.ring().await.state, RingState::Cleared);
}

#[tokio::test]
async fn what_is_confirmed_stays_held_and_can_be_taken_back() {
    let den = Den::new().await;
    den.search().await;
    let ring = den.ring().await;
    confirm(den.fair.ctx(), &den.moderator, ring.id, den.decision()).await.unwrap();
    den.fair.run_jobs().await;
    assert_eq!(den.points().await, [10, 0, 0]);
    reopen(den.fair.ctx(), &den.moderator, ring.id, den.decision()).await.unwrap();
    clear(den.fair.ctx(), &den.moderator, ring.id, den.decision()).await.unwrap();
    den.fair.run_jobs().await;
    assert!(den.points().await.iter().all(|points| *points > 20));
    let done: Vec<Deed> =
        deeds(den.fair.ctx(), &den.moderator).await.unwrap().into_iter().map(|row| row.deed).collect();
    assert_eq!(done, [Deed::Cleared(ring.id), Deed::Reopened(ring.id), Deed::Confirmed(ring.id)]);
}

#[tokio::test]
async fn found_twice_it_is_one_and_what_came_since_is_held_too() {
    let den = Den::new().await;
    assert_eq!([den.search().await, den.search().await], [1, 0]);
    den.give("b", 2).await;
    assert!(den.points().await.iter().all(|points| *points >= 0));
    assert_eq!(den.search().await, 0);
    assert_eq!((den.points().await, den.ring().await.held), (vec![10, 0, 0], 72));
}

#[tokio::test]
async fn a_run_that_is_repeated_settles_the_same() {
    let den = Den::new().await;
    den.search().await;
    let ring = den.ring().await.id;
    let run = Run { id: String::new(), worker: String::new(), attempt: 1 };
    clear(den.fair.ctx(), &den.moderator, ring, den.decision()).await.unwrap();
    // The first of three was settled, then the queue was lost; later it begins anew.
    SettleRing { ring, after: None }.run(den.fair.ctx(), &run).await.unwrap();
    den.fair.stage.jobs.0.lock().unwrap().clear();
    for _ in 0..2 {
        SettleRing { ring, after: None }.run(den.fair.ctx(), &run).await.unwrap();
    }
    den.fair.run_jobs().await;
    assert!(den.points().await.iter().all(|points| *points > 20));
    assert_eq!(verify(den.fair.ctx()).await.unwrap().wrong, []);
}

#[tokio::test]
async fn only_moderators_decide_and_each_ring_once() {
    let den = Den::new().await;
    den.search().await;
    let (ctx, ring) = (den.fair.ctx(), den.ring().await.id);
    for outcome in [
        clear(ctx, &den.members[0], ring, den.decision()).await,
        confirm(ctx, &den.members[0], ring, den.decision()).await,
        reopen(ctx, &den.members[0], ring, den.decision()).await,
    ] {
        assert_eq!(refusal(outcome), Refusal::OnlyModerators);
    }
    assert_eq!(refusal(rings(ctx, &den.members[0]).await), Refusal::OnlyModerators);
    assert_eq!(refusal(deeds(ctx, &den.members[0]).await), Refusal::OnlyModerators);
    assert_eq!(refusal(reopen(ctx, &den.moderator, ring, den.decision()).await), Refusal::RingUndecided);
    clear(ctx, &den.moderator, ring, den.decision()).await.unwrap();
    assert_eq!(refusal(confirm(ctx, &den.moderator, ring, den.decision()).await), Refusal::RingDecided);
    let nothing = clear(ctx, &den.moderator, RingId(ctx.id()), den.decision()).await;
    assert!(matches!(nothing, Err(crate::ranking::Error::NotFound)));
}
