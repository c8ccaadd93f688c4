use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    CommandKey, UserId,
    ranking::{Board, Help, Period, Prefer, Preference},
};

use super::{count::round, *};
use crate::{
    accounts::{self, NewPerson, Role, User},
    jobs::{Job, Run},
    testing::{PASSWORD, Stage},
};

/// A board on which anything may happen.
struct Hall {
    stage: Stage,
    people: Vec<User>,
    /// Random numbers, always the same.
    state: u64,
}

impl Hall {
    async fn new(people: usize) -> Self {
        let stage = Stage::new().await;
        let mut hall = Self { stage, people: Vec::new(), state: 7 };
        for n in 0..people {
            hall.people.push(hall.stage.person(&format!("person-{n}")).await);
        }
        hall
    }

    fn ctx(&self) -> &Ctx {
        &self.stage.ctx
    }

    fn dice(&mut self, sides: u64) -> u64 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) % sides
    }

    async fn earn(&self, who: usize, value: i32) {
        self.entry(self.people[who].id, value, Help::Reviewing, Some("language:rust"), self.ctx().now()).await;
    }

    /// What a person has earned, as the ledger would write it.
    async fn entry(&self, person: UserId, value: i32, help: Help, topic: Option<&str>, at: DateTime<Utc>) {
        sqlx::query(
            "INSERT INTO ranking.entry (id, person_id, kind, reason, cause, value, base, help, topic, path, earned_at, counts_at, noted_at)
             VALUES ($1, $2, 'award', 'test', $3, $4, 0, $5, $6, '/', $7, $7 + interval '24 hours', $7)",
        )
        .bind(self.ctx().id())
        .bind(person.0)
        .bind(self.ctx().id().to_string())
        .bind(value)
        .bind(help.as_str())
        .bind(topic)
        .bind(at)
        .execute(&self.ctx().db)
        .await
        .unwrap();
    }

    async fn entry_of_any_kind(&mut self) {
        let people = u64::try_from(self.people.len()).unwrap();
        let who = usize::try_from(self.dice(people)).unwrap();
        let person = self.people[who].id;
        // Rarely very much, often the same, sometimes taken back.
        let value = match self.dice(6) {
            0 => -5,
            1 => 4_000,
            2 => 70,
            _ => 5,
        };
        let help = Help::ALL[usize::try_from(self.dice(3)).unwrap()];
        let topic = [None, Some("language:rust"), Some("subject:algebra")][usize::try_from(self.dice(3)).unwrap()];
        self.entry(person, value, help, topic, self.ctx().now()).await;
    }

    fn later(&self, by: TimeDelta) {
        self.ctx().clock.advance(by);
    }

    async fn count(&self) {
        let run = Run { id: "1".into(), worker: "w".into(), attempt: 1 };
        CountOnBoards.run(self.ctx(), &run).await.unwrap();
    }

    /// In small steps, as if a run were broken off after each and begun again.
    async fn count_in_steps(&self) {
        while !round(self.ctx(), 3).await.unwrap().is_last(3) {}
    }

    async fn hide(&self, who: usize, hide_me: bool) {
        let preference = Preference { hide_me, ..Preference::default() };
        let form = Prefer { key: CommandKey(self.ctx().id()), preference };
        prefer(self.ctx(), &self.people[who], form).await.unwrap();
    }

    async fn names(&self, board: &Board, period: Period) -> Vec<(i64, String, i64)> {
        let places = top(self.ctx(), None, board, period).await.unwrap();
        let mut names: Vec<_> = places.into_iter().map(|one| (one.rank, one.handle, one.points)).collect();
        names.sort();
        names
    }

    /// Each board and period by adding up the entries, and nothing else.
    async fn expected(&self, board: &Board, period: Period) -> Vec<(i64, String, i64)> {
        let days = match period {
            Period::Day => 1,
            Period::Week => 7,
            Period::Month => 30,
            Period::Year => 365,
            Period::All => 100_000,
        };
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT p.handle, sum(e.value) FROM ranking.entry e JOIN accounts.public_person p ON p.id = e.person_id
             WHERE e.counted_at > $1::timestamptz - make_interval(days => $2)
               AND ($3 = 'all' OR $3 = 'help:' || e.help OR $3 = e.topic) AND NOT p.disabled
               AND NOT EXISTS (SELECT FROM accounts.public_staff s WHERE s.person_id = p.id)
               AND NOT EXISTS (SELECT FROM ranking.preference f WHERE f.person_id = p.id AND f.hide_me)
             GROUP BY 1 HAVING sum(e.value) > 0",
        )
        .bind(self.ctx().now())
        .bind(days)
        .bind(board.to_string())
        .fetch_all(&self.ctx().db)
        .await
        .unwrap();
        let above = |points: i64| rows.iter().map(|row| i64::from(row.1 > points)).sum::<i64>();
        let mut names: Vec<_> = rows.iter().map(|row| (above(row.1) + 1, row.0.clone(), row.1)).collect();
        names.sort();
        names
    }

    async fn compare(&self) {
        let boards = ["all", "help:reviewing", "help:teaching", "help:learning", "language:rust", "subject:algebra"];
        for board in boards.map(|text| text.parse::<Board>().unwrap()) {
            for &period in Period::ALL {
                let expected = self.expected(&board, period).await;
                assert_eq!(self.names(&board, period).await, expected, "{board} {period}");
                assert_eq!(usize::try_from(people(self.ctx(), &board, period).await.unwrap()), Ok(expected.len()));
                for person in &self.people {
                    let theirs = expected.iter().find(|one| one.1 == person.handle);
                    let mine = rank(self.ctx(), person.id, &board, period).await.unwrap();
                    assert_eq!(mine, theirs.map(|one| one.0), "{board} {period} {}", person.handle);
                    let around = near(self.ctx(), person, &board, period).await.unwrap();
                    assert_eq!(around.iter().any(|one| one.person == person.id), mine.is_some());
                    assert!(around.iter().all(|one| {
                        expected.iter().any(|row| (row.0, &row.1, row.2) == (one.rank, &one.handle, one.points))
                    }));
                }
            }
        }
    }
}

fn overall() -> (Board, Period) {
    (Board::All, Period::Week)
}

#[tokio::test]
async fn what_was_earned_counts_after_a_day() {
    let hall = Hall::new(1).await;
    hall.earn(0, 10).await;
    hall.later(TimeDelta::hours(23));
    hall.count().await;
    assert_eq!(hall.names(&Board::All, Period::All).await, []);
    hall.later(TimeDelta::hours(1));
    hall.count().await;
    hall.count().await;
    assert_eq!(hall.names(&Board::All, Period::Day).await, [(1, "person-0".into(), 10)]);
    assert_eq!(hall.names(&Board::Language("rust".into()), Period::All).await.len(), 1);
    assert_eq!(hall.names(&Board::Help(Help::Teaching), Period::All).await, []);
}

#[tokio::test]
async fn who_has_equally_much_shares_a_rank() {
    let hall = Hall::new(4).await;
    for (who, value) in [(0, 10), (1, 20), (2, 10), (3, 5)] {
        hall.earn(who, value).await;
    }
    hall.later(TimeDelta::days(1));
    hall.count().await;
    let ranks: Vec<_> = hall.names(&Board::All, Period::Day).await.into_iter().map(|one| one.0).collect();
    assert_eq!(ranks, [1, 2, 2, 4]);
    assert_eq!(rank(hall.ctx(), hall.people[3].id, &Board::All, Period::Day).await.unwrap(), Some(4));
}

#[tokio::test]
async fn five_above_and_five_below() {
    let hall = Hall::new(14).await;
    for who in 0..14 {
        hall.earn(who, 100 - i32::try_from(who).unwrap()).await;
    }
    hall.later(TimeDelta::days(1));
    hall.count().await;
    let ranks = |places: Vec<Place>| places.into_iter().map(|one| one.rank).collect::<Vec<_>>();
    let (board, period) = overall();
    let around = async |who: usize| ranks(near(hall.ctx(), &hall.people[who], &board, period).await.unwrap());
    assert_eq!(around(7).await, (3..=13).collect::<Vec<_>>());
    assert_eq!(around(0).await, (1..=6).collect::<Vec<_>>());
    assert_eq!(around(13).await, (9..=14).collect::<Vec<_>>());
}

#[tokio::test]
async fn who_hides_is_gone_at_once_and_keeps_what_they_have() {
    let hall = Hall::new(2).await;
    hall.earn(0, 10).await;
    hall.earn(1, 5).await;
    hall.later(TimeDelta::days(1));
    hall.count().await;
    hall.hide(0, true).await;
    assert_eq!(hall.names(&Board::All, Period::All).await, [(1, "person-1".into(), 5)]);
    assert!(preference(hall.ctx(), &hall.people[0]).await.unwrap().hide_me);
    hall.earn(0, 10).await;
    hall.later(TimeDelta::days(1));
    hall.count().await;
    hall.hide(0, false).await;
    let back = [(1, "person-0".into(), 20), (2, "person-1".into(), 5)];
    assert_eq!(hall.names(&Board::All, Period::All).await, back);
    hall.compare().await;
}

#[tokio::test]
async fn whom_one_blocks_one_does_not_see_and_everyone_keeps_their_rank() {
    let hall = Hall::new(4).await;
    for (who, value) in [(0, 40), (1, 30), (2, 20), (3, 10)] {
        hall.earn(who, value).await;
    }
    hall.later(TimeDelta::hours(25));
    hall.count().await;
    let (ctx, board, period) = (hall.ctx(), Board::All, Period::All);
    accounts::block(ctx, &hall.people[2], "person-1").await.unwrap();
    let ranks = |places: Vec<Place>| places.into_iter().map(|one| (one.rank, one.handle)).collect::<Vec<_>>();
    let seen_by = async |who: Option<&User>| ranks(top(ctx, who, &board, period).await.unwrap());
    let around = async |who: &User| ranks(near(ctx, who, &board, period).await.unwrap());
    let all = [(1, "person-0".to_owned()), (2, "person-1".into()), (3, "person-2".into()), (4, "person-3".into())];
    let without = [all[0].clone(), all[2].clone(), all[3].clone()];
    assert_eq!(seen_by(Some(&hall.people[2])).await, without);
    assert_eq!(around(&hall.people[2]).await, without);
    for other in [None, Some(&hall.people[1]), Some(&hall.people[3])] {
        assert_eq!(seen_by(other).await, all, "who is blocked does not learn it, and others see all");
    }
    assert_eq!(around(&hall.people[1]).await, all);
}

#[tokio::test]
async fn staff_and_who_is_shut_out_are_on_no_board() {
    let mut hall = Hall::new(1).await;
    let staff = NewPerson {
        email: "mo@example.org".into(),
        handle: "moderator".into(),
        name: "Mo".into(),
        about: String::new(),
        zone: "UTC".into(),
        password: PASSWORD.into(),
        role: Role::Moderator,
    };
    let id = accounts::create(hall.ctx(), staff).await.unwrap();
    hall.people.push(accounts::user(hall.ctx(), id).await.unwrap().unwrap());
    hall.earn(0, 10).await;
    hall.earn(1, 50).await;
    hall.later(TimeDelta::days(1));
    hall.count().await;
    assert_eq!(hall.names(&Board::All, Period::All).await, [(1, "person-0".into(), 10)]);
    accounts::set_disabled(hall.ctx(), "person-0", true).await.unwrap();
    hall.count().await;
    assert_eq!(hall.names(&Board::All, Period::All).await, []);
    assert_eq!(people(hall.ctx(), &Board::All, Period::All).await.unwrap(), 0);
    accounts::set_disabled(hall.ctx(), "person-0", false).await.unwrap();
    hall.count().await;
    hall.compare().await;
}

#[tokio::test]
async fn two_that_count_at_once_count_once() {
    let hall = Hall::new(1).await;
    for _ in 0..20 {
        hall.earn(0, 1).await;
    }
    hall.later(TimeDelta::days(1));
    tokio::join!(hall.count_in_steps(), hall.count(), hall.count_in_steps());
    assert_eq!(hall.names(&Board::All, Period::Day).await, [(1, "person-0".into(), 20)]);
    hall.compare().await;
}

#[tokio::test]
async fn a_clock_that_lags_does_not_count_into_what_was_left() {
    let hall = Hall::new(1).await;
    hall.earn(0, 10).await;
    hall.later(TimeDelta::days(3));
    hall.count().await;
    hall.earn(0, 7).await;
    hall.later(TimeDelta::days(-1));
    hall.count().await;
    hall.later(TimeDelta::days(2));
    hall.count().await;
    assert_eq!(hall.names(&Board::All, Period::All).await, [(1, "person-0".into(), 17)]);
    hall.compare().await;
}

#[tokio::test]
async fn whatever_happens_the_boards_are_the_sums_of_the_entries() {
    let mut hall = Hall::new(7).await;
    for step in 0..60 {
        for _ in 0..hall.dice(4) {
            hall.entry_of_any_kind().await;
        }
        let hours = [1, 5, 30, 24 * 6, 24 * 25, 24 * 200][usize::try_from(hall.dice(6)).unwrap()];
        hall.later(TimeDelta::hours(hours));
        let who = usize::try_from(hall.dice(7)).unwrap();
        match hall.dice(5) {
            0 => hall.hide(who, true).await,
            1 => hall.hide(who, false).await,
            _ => (),
        }
        if hall.dice(2) == 0 {
            hall.count().await;
        } else {
            hall.count_in_steps().await;
        }
        if step % 4 == 0 {
            hall.compare().await;
        }
    }
    hall.compare().await;
    assert_eq!(rebuild(hall.ctx()).await.unwrap(), Rebuilt::default(), "made anew it is what was kept");
}

#[tokio::test]
async fn what_was_lost_is_made_anew() {
    let mut hall = Hall::new(5).await;
    for _ in 0..30 {
        hall.entry_of_any_kind().await;
        hall.later(TimeDelta::hours(20));
    }
    hall.count().await;
    for sql in [
        "UPDATE ranking.tally SET points = points + 3 WHERE board = 'all'",
        "DELETE FROM ranking.tally WHERE period = 'week'",
        "DELETE FROM ranking.crowd WHERE width = 64",
        "UPDATE ranking.crowd SET people = 9 WHERE width = 0",
    ] {
        sqlx::query(sql).execute(&hall.ctx().db).await.unwrap();
    }
    assert_ne!(rebuild(hall.ctx()).await.unwrap(), Rebuilt::default());
    hall.compare().await;
    assert_eq!(rebuild(hall.ctx()).await.unwrap(), Rebuilt::default());
    hall.later(TimeDelta::days(3));
    hall.count().await;
    hall.compare().await;
}

#[tokio::test]
async fn boards_on_which_somebody_stands_are_offered() {
    let hall = Hall::new(1).await;
    hall.earn(0, 10).await;
    assert_eq!(boards_in_use(hall.ctx()).await.unwrap(), []);
    hall.later(TimeDelta::days(1));
    hall.count().await;
    let names: Vec<_> = boards_in_use(hall.ctx()).await.unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(names, ["all", "help:reviewing", "language:rust"]);
}
