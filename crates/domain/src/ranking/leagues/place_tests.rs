use chrono::TimeDelta;
use contract::{
    CommandKey,
    ranking::{Prefer, Preference, Tier},
};

use super::*;
use crate::{
    Ctx,
    accounts::User,
    jobs::{Job, Run},
    ranking::boards::prefer,
    testing::Stage,
};

/// Where people help each other week by week. It is Monday 2 March 2026, 09:00 UTC.
struct Season {
    stage: Stage,
    people: Vec<User>,
}

impl Season {
    async fn new(people: usize) -> Self {
        let stage = Stage::new().await;
        let mut season = Self { stage, people: Vec::new() };
        for n in 0..people {
            season.people.push(season.stage.person(&format!("person-{n}")).await);
        }
        season
    }

    fn ctx(&self) -> &Ctx {
        &self.stage.ctx
    }

    /// Something that boards counted right now.
    async fn counted(&self, who: usize, value: i32, help: &str) {
        sqlx::query(
            "INSERT INTO ranking.entry (id, person_id, kind, reason, cause, value, base, help, path, earned_at, counts_at,
                                        counted_at, noted_at)
             VALUES ($1, $2, 'award', 'test', $3, $4, 0, $5, '/', $6, $6, $6, $6)",
        )
        .bind(self.ctx().id())
        .bind(self.people[who].id.0)
        .bind(self.ctx().id().to_string())
        .bind(value)
        .bind(help)
        .bind(self.ctx().now())
        .execute(&self.ctx().db)
        .await
        .unwrap();
    }

    async fn helped(&self, who: usize, value: i32) {
        self.counted(who, value, "reviewing").await;
    }

    /// To the same hour of the next week, whose leagues are made.
    async fn next_week(&self) {
        self.ctx().clock.advance(TimeDelta::weeks(1));
        self.place().await;
    }

    async fn place(&self) {
        let run = Run { id: "1".into(), worker: "w".into(), attempt: 1 };
        PlaceInLeagues.run(self.ctx(), &run).await.unwrap();
    }

    async fn league(&self, who: usize) -> Option<League> {
        my_league(self.ctx(), &self.people[who]).await.unwrap()
    }

    async fn tier(&self, who: usize) -> Option<Tier> {
        self.league(who).await.map(|league| league.tier)
    }
}

#[tokio::test]
async fn who_helped_is_placed_and_only_help_counts() {
    let season = Season::new(3).await;
    season.helped(0, 10).await;
    season.helped(1, 5).await;
    season.counted(2, 50, "learning").await;
    season.next_week().await;
    assert_eq!(season.tier(2).await, None, "who only learnt is in none");
    season.helped(1, 4).await;
    season.counted(0, 50, "learning").await;
    season.place().await;
    let league = season.league(0).await.unwrap();
    let lines: Vec<_> = league.members.iter().map(|one| (one.rank, one.handle.as_str(), one.points)).collect();
    assert_eq!(lines, [(1, "person-1", 4), (2, "person-0", 0)]);
    assert_eq!((league.tier, league.ends.to_rfc3339()), (Tier::Copper, "2026-03-16T00:00:00+00:00".to_owned()));
}

#[tokio::test]
async fn five_go_up_and_five_down_and_who_was_away_is_in_none() {
    let season = Season::new(20).await;
    for who in 0..20 {
        season.helped(who, 10).await;
    }
    season.next_week().await;
    for who in 0..20 {
        season.helped(who, 100 - i32::try_from(who).unwrap()).await;
    }
    let league = season.league(19).await.unwrap();
    assert_eq!(league.members.iter().filter(|one| one.goes == Goes::Up).count(), 5);
    assert_eq!(league.members.iter().filter(|one| one.goes == Goes::Down).count(), 0, "below copper is nothing");
    season.next_week().await;
    let mut tiers = Vec::new();
    for who in 0..20 {
        tiers.push(season.tier(who).await.unwrap());
    }
    assert!(tiers[..5].iter().all(|tier| *tier == Tier::Bronze));
    assert!(tiers[5..].iter().all(|tier| *tier == Tier::Copper), "below copper there is nothing");

    season.ctx().clock.advance(TimeDelta::weeks(1));
    season.helped(0, 1).await;
    season.next_week().await;
    assert_eq!(season.tier(0).await, Some(Tier::Bronze), "where they were before");
    assert_eq!(season.tier(7).await, None, "nothing in two weeks");
}

#[tokio::test]
async fn who_is_last_goes_down_and_equals_go_together() {
    let season = Season::new(12).await;
    let week = async |points: &[i32]| {
        for (who, points) in points.iter().enumerate() {
            season.helped(who, *points).await;
        }
        season.next_week().await;
    };
    week(&[1; 12]).await;
    week(&[9, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 1]).await;
    // Of twelve a third moves, but six are equal: all of these go up, and nobody can go down.
    let tiers = async || {
        let mut tiers = Vec::new();
        for who in 0..12 {
            tiers.push(season.tier(who).await.unwrap());
        }
        tiers
    };
    assert_eq!(tiers().await[..6], [Tier::Bronze; 6]);
    assert_eq!(tiers().await[6..], [Tier::Copper; 6]);
    week(&[9, 8, 5, 5, 2, 1, 1, 1, 1, 1, 1, 1]).await;
    let expected = [Tier::Silver, Tier::Silver, Tier::Bronze, Tier::Bronze, Tier::Copper, Tier::Copper];
    assert_eq!(tiers().await[..6], expected);
}

#[tokio::test]
async fn twice_or_at_once_is_one_placing() {
    let season = Season::new(2).await;
    season.helped(0, 10).await;
    season.ctx().clock.advance(TimeDelta::weeks(1));
    tokio::join!(season.place(), season.place());
    season.helped(1, 10).await;
    season.place().await;
    assert_eq!((season.tier(0).await, season.tier(1).await), (Some(Tier::Copper), None));
}

#[tokio::test]
async fn who_hides_or_will_not_see_boards_is_not_placed() {
    let season = Season::new(3).await;
    for who in 0..3 {
        season.helped(who, 10).await;
    }
    let form = |hide_me, hide_boards| Prefer {
        key: CommandKey(season.ctx().id()),
        preference: Preference { hide_me, hide_boards },
    };
    prefer(season.ctx(), &season.people[0], form(true, false)).await.unwrap();
    prefer(season.ctx(), &season.people[1], form(false, true)).await.unwrap();
    season.next_week().await;
    assert_eq!(season.league(2).await.unwrap().members.len(), 1);
    assert!(season.league(0).await.is_none() && season.league(1).await.is_none());
}

#[tokio::test]
async fn leagues_are_of_about_25_who_helped_about_as_much() {
    let season = Season::new(60).await;
    for who in 0..60 {
        season.helped(who, 1 + i32::try_from(who).unwrap()).await;
    }
    season.next_week().await;
    let league = season.league(59).await.unwrap();
    assert_eq!(league.members.len(), 30, "sixty make two");
    assert!(league.members.iter().any(|one| one.handle == "person-30"));
    assert!(league.members.iter().all(|one| one.handle != "person-29"));
}
