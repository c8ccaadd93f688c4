use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use contract::CommandKey;

use super::*;
use crate::ranking::{
    change_weights,
    testing::{Fair, erase, own, refusal, weights_form},
    verify,
};

fn form(fair: &Fair, days_ago: i64, version: Option<i32>) -> Form {
    let since = (fair.now() - TimeDelta::days(days_ago)).date_naive();
    Form { key: CommandKey(fair.ctx().id()), since, version, note: "Fairer".into() }
}

/// A fair where suggestions have become worth 20, and those of before are still worth 10.
async fn with_new_weights() -> (Fair, User) {
    let fair = Fair::new().await;
    let admin = fair.with_role("admin").await;
    change_weights(fair.ctx(), &admin, weights_form(&fair, &[("suggestion_accepted", 20), ("session_attended", 1)]))
        .await
        .unwrap();
    (fair, admin)
}

/// Sums by cause of everyone.
async fn sums(fair: &Fair) -> BTreeMap<String, i64> {
    sqlx::query_as("SELECT cause || ' ' || person_id, sum(value) FROM ranking.entry GROUP BY 1")
        .fetch_all(&fair.ctx().db)
        .await
        .unwrap()
        .into_iter()
        .collect()
}

#[tokio::test]
async fn what_was_earned_since_then_counts_by_the_other_weights() {
    let (fair, admin) = with_new_weights().await;
    let day = |n| fair.now() - TimeDelta::days(n);
    fair.accepted("old", day(9)).await;
    fair.accepted("first", day(3)).await;
    fair.accepted("second", day(2)).await;
    fair.undone("second").await;
    let one = form(&fair, 5, Some(1));
    recalculate(fair.ctx(), &admin, one.clone()).await.unwrap();
    recalculate(fair.ctx(), &admin, one).await.unwrap();
    fair.run_jobs().await;
    assert_eq!([fair.counts("old").await, fair.counts("first").await, fair.counts("second").await], [10, 10, 0]);
    let whys: Vec<Option<String>> =
        sqlx::query_scalar("SELECT why FROM ranking.entry WHERE cause = 'first' AND kind = 'correction'")
            .fetch_all(&fair.ctx().db)
            .await
            .unwrap();
    assert_eq!(whys, [Some("pair".to_owned())], "twenty, halved as the second between the two");
    fair.accepted("late", day(4)).await;
    assert_eq!((fair.counts("late").await, fair.counts("first").await), (10, 7));
    assert_eq!(verify(fair.ctx()).await.unwrap().wrong, []);

    recalculate(fair.ctx(), &admin, form(&fair, 5, None)).await.unwrap();
    fair.run_jobs().await;
    assert_eq!(fair.counts("late").await, 5, "as it was earned");
    assert_eq!(verify(fair.ctx()).await.unwrap().wrong, []);
}

#[tokio::test]
async fn a_lone_correction_says_that_it_was_counted_anew() {
    let (fair, admin) = with_new_weights().await;
    fair.accepted("a", fair.now() - TimeDelta::days(1)).await;
    recalculate(fair.ctx(), &admin, form(&fair, 5, Some(1))).await.unwrap();
    fair.run_jobs().await;
    let row: (i32, String) =
        sqlx::query_as("SELECT value, why FROM ranking.entry WHERE cause = 'a' AND kind = 'correction'")
            .fetch_one(&fair.ctx().db)
            .await
            .unwrap();
    assert_eq!((row, fair.counts("a").await), ((10, "recalculated".into()), 20));
    fair.undone("a").await;
    assert_eq!(fair.counts("a").await, 0, "all of it goes, whatever it is worth by now");
}

#[tokio::test]
async fn a_crash_between_pieces_and_a_second_run_change_nothing() {
    let (fair, admin) = with_new_weights().await;
    for n in 0..130 {
        fair.write("session_attended", own(fair.helper.id, &format!("s{n}")), fair.now() - TimeDelta::days(n + 1))
            .await;
    }
    recalculate(fair.ctx(), &admin, form(&fair, 400, Some(1))).await.unwrap();
    let id: uuid::Uuid =
        sqlx::query_scalar("SELECT id FROM ranking.recalculation").fetch_one(&fair.ctx().db).await.unwrap();
    let job = || Recalculate { id: RecalculationId(id) };
    let run = Run { id: String::new(), worker: String::new(), attempt: 1 };
    job().run(fair.ctx(), &run).await.unwrap();
    // The next piece was queued and lost; another begins, twice.
    fair.stage.jobs.0.lock().unwrap().clear();
    job().run(fair.ctx(), &run).await.unwrap();
    fair.run_jobs().await;
    job().run(fair.ctx(), &run).await.unwrap();
    let (done, total, ended): (i64, i64, bool) =
        sqlx::query_as("SELECT done, total, ended_at IS NOT NULL FROM ranking.recalculation")
            .fetch_one(&fair.ctx().db)
            .await
            .unwrap();
    assert_eq!((done, total, ended), (131, 131, true), "130 of the helper, one of the giver");
    assert_eq!(fair.xp(fair.helper.id).await, 130);
    assert_eq!(verify(fair.ctx()).await.unwrap().wrong, []);
}

#[tokio::test]
async fn a_ledger_made_anew_is_the_same() {
    let (fair, admin) = with_new_weights().await;
    let write = async || {
        for n in 0..6 {
            fair.accepted(&format!("n{n}"), fair.now() - TimeDelta::days(n)).await;
        }
    };
    write().await;
    recalculate(fair.ctx(), &admin, form(&fair, 3, Some(1))).await.unwrap();
    fair.run_jobs().await;
    let before = sums(&fair).await;
    let forgotten =
        ["DELETE FROM ranking.entry WHERE cause LIKE 'n%'", "UPDATE ranking.standing SET xp = 0 WHERE own = 0"];
    erase(fair.ctx(), &forgotten).await;
    write().await;
    assert_eq!(sums(&fair).await, before);
}

#[tokio::test]
async fn only_admins_one_at_a_time_and_of_the_past() {
    let (fair, admin) = with_new_weights().await;
    let begin = async |user: &User, form| recalculate(fair.ctx(), user, form).await;
    assert_eq!(refusal(begin(&fair.helper, form(&fair, 5, Some(1))).await), Refusal::OnlyAdmins);
    assert_eq!(refusal(begin(&admin, form(&fair, 5, Some(7))).await), Refusal::NoSuchVersion);
    let ahead = Form { since: NaiveDate::from_ymd_opt(2031, 1, 1).unwrap(), ..form(&fair, 5, Some(1)) };
    assert_eq!(refusal(begin(&admin, ahead).await), Refusal::DayAhead);
    begin(&admin, form(&fair, 5, Some(1))).await.unwrap();
    assert_eq!(refusal(begin(&admin, form(&fair, 5, Some(1))).await), Refusal::RecalculationRunning);
}
