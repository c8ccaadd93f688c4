use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::*;
use crate::{
    jobs::{Job, Run},
    ranking::testing::{Fair, all_of, erase, given, own},
};

#[tokio::test]
async fn an_award_is_written_once() {
    let fair = Fair::new().await;
    for _ in 0..2 {
        fair.accepted("suggestion:1", fair.now()).await;
    }
    assert_eq!((fair.counts("suggestion:1").await, fair.xp(fair.helper.id).await), (10, 10));
    assert_eq!(fair.drifted().await, 0);
}

#[tokio::test]
async fn what_is_undone_counts_nothing_whichever_is_heard_first() {
    let fair = Fair::new().await;
    fair.accepted("first", fair.now()).await;
    fair.undone("first").await;
    fair.undone("first").await;
    fair.undone("second").await;
    fair.accepted("second", fair.now()).await;
    assert_eq!((fair.counts("first").await, fair.counts("second").await), (0, 0));
    assert_eq!((fair.xp(fair.helper.id).await, fair.drifted().await), (0, 0));
}

#[tokio::test]
async fn a_part_is_taken_back() {
    let fair = Fair::new().await;
    fair.accepted("a", fair.now()).await;
    let part = |cause: &str| Move::Reverse(Reverse { person: fair.helper.id, cause: cause.into(), part: (1, 4) });
    fair.write("suggestion_accepted", part("a"), fair.now()).await;
    fair.write("suggestion_accepted", part("b"), fair.now()).await;
    assert_eq!(fair.counts("a").await, 7, "a quarter of ten, rounded up");
}

#[tokio::test]
async fn the_same_two_people_count_less_each_time_both_ways() {
    let fair = Fair::new().await;
    fair.make_trusted(fair.helper.id).await;
    let day = |n| fair.now() + TimeDelta::days(n);
    for n in 0..3 {
        fair.accepted(&n.to_string(), day(n)).await;
    }
    assert_eq!([fair.counts("0").await, fair.counts("1").await, fair.counts("2").await], [10, 5, 3]);
    fair.write("suggestion_accepted", given(fair.giver.id, fair.helper.id, "back"), day(3)).await;
    assert_eq!(fair.xp(fair.giver.id).await, 21 + 3, "the fourth between the two, rounded to the nearest");
    fair.accepted("later", day(40)).await;
    assert_eq!(fair.counts("later").await, 10);
}

#[tokio::test]
async fn what_is_heard_late_corrects_what_came_after() {
    let fair = Fair::new().await;
    let day = |n| fair.now() + TimeDelta::days(n);
    fair.accepted("second", day(1)).await;
    assert_eq!(fair.counts("second").await, 10);
    fair.accepted("first", day(0)).await;
    assert_eq!((fair.counts("first").await, fair.counts("second").await), (10, 5));
    assert_eq!(fair.drifted().await, 0);
}

#[tokio::test]
async fn a_day_ends_at_the_cap() {
    let fair = Fair::new().await;
    for n in 0..22 {
        let somebody = fair.stage.person(&format!("person-{n}")).await;
        fair.make_trusted(somebody.id).await;
        let one = given(fair.helper.id, somebody.id, &n.to_string());
        fair.write("suggestion_accepted", one, fair.now() + TimeDelta::minutes(n)).await;
    }
    assert_eq!(fair.xp(fair.helper.id).await, 200);
    fair.write("session_attended", own(fair.helper.id, "own"), fair.now()).await;
    assert_eq!(fair.xp(fair.helper.id).await, 203, "own work has no cap");
}

#[tokio::test]
async fn what_somebody_new_gives_waits_until_they_have_worked() {
    let fair = Fair::new().await;
    let new = fair.stage.person("newcomer").await;
    fair.write("suggestion_accepted", given(fair.helper.id, new.id, "a"), fair.now()).await;
    assert_eq!(fair.counts("a").await, 0);
    fair.make_trusted(new.id).await;
    assert_eq!(fair.run_settling().await, 1 + 1, "the giver of the fair became trusted before");
    assert_eq!((fair.counts("a").await, fair.drifted().await), (10, 0));
}

#[tokio::test]
async fn two_hundred_at_once_for_one_person_are_all_written() {
    let fair = Fair::new().await;
    let work = (0..200).map(|n| {
        let fair = &fair;
        async move { fair.write("session_attended", own(fair.helper.id, &n.to_string()), fair.now()).await }
    });
    futures::future::join_all(work).await;
    assert_eq!((fair.xp(fair.helper.id).await, fair.drifted().await), (600, 0));
}

#[tokio::test]
async fn two_who_give_each_other_at_the_same_time_do_not_wait_in_a_circle() {
    let fair = Fair::new().await;
    fair.make_trusted(fair.helper.id).await;
    let (a, b) = (fair.helper.id, fair.giver.id);
    for n in 0..10 {
        let (there, back) = (given(a, b, &n.to_string()), given(b, a, &n.to_string()));
        tokio::join!(
            fair.write("suggestion_accepted", there, fair.now()),
            fair.write("suggestion_accepted", back, fair.now())
        );
    }
    assert_eq!(fair.drifted().await, 0);
}

/// Sums by person, reason and cause.
async fn sums(fair: &Fair) -> BTreeMap<(uuid::Uuid, String, String), i64> {
    sqlx::query_as("SELECT person_id, reason, cause, sum(value) FROM ranking.entry GROUP BY 1, 2, 3")
        .fetch_all(&fair.ctx().db)
        .await
        .unwrap()
        .into_iter()
        .map(|(person, reason, cause, sum)| ((person, reason, cause), sum))
        .collect()
}

#[tokio::test]
async fn in_any_order_and_twice_the_ledger_is_the_same() {
    let fair = Fair::new().await;
    fair.make_trusted(fair.helper.id).await;
    let newcomer = fair.stage.person("newcomer").await;
    let people = [fair.helper.id, fair.giver.id, newcomer.id];
    let mut events = Vec::new();
    for n in 0..60_usize {
        let at = fair.now() + TimeDelta::hours(i64::try_from(n).unwrap() * 7);
        let (person, giver) = (people[n % 3], people[(n / 3 + n + 1) % 3]);
        let cause = n.to_string();
        if n % 5 == 4 || person == giver {
            events.push((at, "session_attended", own(person, &cause)));
            continue;
        }
        events.push((at, "suggestion_accepted", given(person, giver, &cause)));
        if n % 4 == 1 {
            let part = if n % 8 == 1 { (1, 1) } else { (1, 3) };
            events.push((
                at + TimeDelta::hours(1),
                "suggestion_accepted",
                Move::Reverse(Reverse { person, cause, part }),
            ));
        }
    }
    let mut expected = None;
    for round in 0..4_usize {
        let mut order: Vec<usize> = (0..events.len()).chain(0..events.len() / 2).collect();
        order.sort_by_key(|n| if round == 0 { *n } else { (n * 7_919 + round * 104_729) % 1_009 });
        erase(fair.ctx(), &["DELETE FROM ranking.entry WHERE cause NOT LIKE 'trust:%'"]).await;
        sqlx::query(
            "UPDATE ranking.standing s SET xp = e.sum, own = e.sum
             FROM (SELECT p.id, coalesce(sum(e.value), 0) AS sum FROM accounts.person p
                   LEFT JOIN ranking.entry e ON e.person_id = p.id GROUP BY 1) e WHERE e.id = s.person_id",
        )
        .execute(&fair.ctx().db)
        .await
        .unwrap();
        for n in order {
            let (at, slug, one) = events[n].clone();
            fair.write(slug, one, at).await;
        }
        fair.run_settling().await;
        assert_eq!(fair.drifted().await, 0);
        let sums = sums(&fair).await;
        assert_eq!(*expected.get_or_insert_with(|| sums.clone()), sums, "round {round}");
    }
}

#[tokio::test]
async fn the_database_refuses_to_change_an_entry() {
    let fair = Fair::new().await;
    let changed = sqlx::query("UPDATE ranking.entry SET value = 99").execute(&fair.ctx().db).await;
    assert!(changed.unwrap_err().to_string().contains("the ledger only grows"));
    let counted = "UPDATE ranking.entry SET counted_at = now()";
    sqlx::query(counted).execute(&fair.ctx().db).await.unwrap();
    assert!(sqlx::query(counted).execute(&fair.ctx().db).await.is_err(), "once");
    for removal in ["DELETE FROM ranking.entry", "TRUNCATE ranking.entry CASCADE"] {
        let removed = sqlx::query(removal).execute(&fair.ctx().db).await;
        assert!(removed.unwrap_err().to_string().contains("the ledger only grows"), "{removal}");
    }
}

impl Fair {
    /// Runs the jobs that count anew what somebody gave; says how many there were.
    async fn run_settling(&self) -> usize {
        let mut count = 0;
        loop {
            let jobs: Vec<_> = self.stage.jobs.0.lock().unwrap().drain(..).collect();
            let settling: Vec<_> = jobs.into_iter().filter(|job| job.name == SettleGiven::NAME).collect();
            if settling.is_empty() {
                return count;
            }
            for job in settling {
                count += 1;
                let job: SettleGiven = serde_json::from_value(job.payload).unwrap();
                job.run(self.ctx(), &Run { id: String::new(), worker: String::new(), attempt: 1 }).await.unwrap();
            }
        }
    }
}

#[test]
fn several_moves_name_each_person_once() {
    let person = UserId(uuid::Uuid::from_u128(1));
    let moves = all_of("session_attended", vec![own(person, "a"), own(person, "b")]);
    assert_eq!(people(&moves).len(), 1);
}

/// `cargo test -p domain --lib ranking::ledger -- --ignored --nocapture` tells how long it takes.
#[tokio::test]
#[ignore = "a measurement"]
async fn how_long_awards_take() {
    let fair = Fair::new().await;
    let mut people = Vec::new();
    for n in 0..40 {
        people.push(fair.stage.person(&format!("person-{n}")).await.id);
    }
    let (fair, people) = (&fair, &people);
    let began = std::time::Instant::now();
    let one = (0..200).map(|n| async move {
        fair.write("suggestion_accepted", given(fair.helper.id, people[n % 40], &n.to_string()), fair.now()).await;
    });
    futures::future::join_all(one).await;
    println!("200 at once for one person: {:?}", began.elapsed());
    let began = std::time::Instant::now();
    let many = (0..2_000).map(|n| async move {
        let (person, giver) = (people[n % 40], people[(n / 40 + n + 1) % 40]);
        if person != giver {
            fair.write("session_taught", given(person, giver, &n.to_string()), fair.now() - TimeDelta::hours(2)).await;
        }
    });
    futures::future::join_all(many).await;
    println!("2,000 for 40 people: {:?}", began.elapsed());
    assert_eq!(fair.drifted().await, 0);
}
