use std::collections::HashSet;

use chrono::TimeDelta;

use super::*;
use crate::{
    accounts,
    bookings::{self, State, offered},
    testing::Stage,
};

async fn count(stage: &Stage, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&stage.ctx.db).await.unwrap()
}

async fn seeded() -> Stage {
    let stage = Stage::new().await;
    assert_eq!(seed(&stage.ctx).await.unwrap(), Seeded::Done);
    stage
}

async fn subjects(stage: &Stage) -> Vec<tutors::Subject> {
    sqlx::query_as!(tutors::Subject, "SELECT slug, name, area FROM tutors.subject ORDER BY slug")
        .fetch_all(&stage.ctx.db)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_second_time_changes_nothing() {
    let stage = seeded().await;
    let everything = "SELECT (SELECT count(*) FROM accounts.person) + (SELECT count(*) FROM bookings.step)";
    let before = count(&stage, everything).await;
    assert_eq!(seed(&stage.ctx).await.unwrap(), Seeded::AlreadyThere);
    assert_eq!(count(&stage, everything).await, before);
}

#[tokio::test]
async fn real_people_are_left_in_peace() {
    let stage = Stage::new().await;
    stage.person("ada").await;
    assert!(matches!(seed(&stage.ctx).await, Err(Error::RealPeople)));
    assert!(matches!(generate_tutors(&stage.ctx, 10, |_, _| ()).await, Err(Error::RealPeople)));
    assert_eq!(count(&stage, "SELECT count(*) FROM accounts.person").await, 1);
}

#[tokio::test]
async fn all_who_teach_are_approved_and_some_wait_for_an_answer() {
    let stage = seeded().await;
    let unapproved = "SELECT count(*) FROM tutors.tutor t WHERE t.published AND NOT EXISTS
                      (SELECT FROM tutors.application a WHERE a.person_id = t.person_id AND a.state = 'approved')";
    assert_eq!(count(&stage, unapproved).await, 0);
    let moderator = accounts::public_person(&stage.ctx, None, "demo-moderator").await.unwrap().unwrap();
    let moderator = accounts::user(&stage.ctx, moderator.id).await.unwrap().unwrap();
    let (waiting, _) = crate::tutors::application::queue(&stage.ctx, &moderator, None).await.unwrap();
    assert_eq!(waiting.iter().map(|one| one.applies).collect::<Vec<_>>(), [true, false, true, false, true]);
    for one in &waiting {
        let case = crate::tutors::application::case(&stage.ctx, &moderator, &one.handle).await.unwrap();
        assert!(case.application.missing.is_empty(), "{}: what was sent is whole", one.handle);
        assert_eq!(case.application.change.is_some(), !one.applies, "{}", one.handle);
    }
}

#[tokio::test]
async fn everything_that_can_happen_is_there() {
    let stage = seeded().await;
    let states: Vec<(String, i64)> = sqlx::query_as("SELECT state, count(*) FROM bookings.booking GROUP BY state")
        .fetch_all(&stage.ctx.db)
        .await
        .unwrap();
    assert_eq!(states.len(), State::ALL.len(), "{states:?}");
    let short = ["held", "in_session", "no_show_claimed", "disputed"];
    assert!(states.iter().all(|(state, count)| *count >= 10 || short.contains(&state.as_str())), "{states:?}");
    assert_eq!(count(&stage, "SELECT count(*) FROM accounts.person WHERE NOT is_demo").await, 0);
    assert!(count(&stage, "SELECT count(*) FROM accounts.person").await >= 360);
    assert_eq!(count(&stage, "SELECT count(DISTINCT stars) FROM bookings.rating").await, 5);
    assert!(count(&stage, "SELECT count(DISTINCT words) FROM bookings.rating").await >= 60);
    assert!(count(&stage, "SELECT count(*) FROM bookings.rating WHERE reply IS NOT NULL").await >= 50);
    assert!(count(&stage, "SELECT count(*) FROM tutors.standing WHERE rating_count > 0").await >= 40);
    let abouts = "SELECT count(*) - count(DISTINCT about) FROM tutors.tutor";
    assert_eq!(count(&stage, abouts).await, 0, "no two tutors tell the same story");
    assert!(count(&stage, "SELECT count(*) FROM search.entry").await >= 60, "they can be found");
    assert!(count(&stage, "SELECT count(*) FROM bookings.group_session WHERE seats_taken < seats_max").await >= 4);
    let full = "SELECT count(*) FROM bookings.group_session g WHERE seats_taken = seats_max
                AND (SELECT count(*) FROM bookings.group_waiting w WHERE w.group_id = g.id) = 3";
    assert_eq!(count(&stage, full).await, 1, "a group that people wait for");
    let student = stage.named("demo-student").await;
    let kept = crate::search::saved(&stage.ctx, &student).await.unwrap();
    assert_eq!(kept.len(), 2, "the student keeps searches");
    let tutor = stage.named("demo-tutor").await;
    let together = crate::search::wanted_together(&stage.ctx, &tutor, &["algebra".into()], 60).await.unwrap();
    assert!(together.iter().any(|wanted| wanted.people == 2), "two look for the same at the same time");
    assert_eq!(crate::tutors::favourites(&stage.ctx, &student).await.unwrap().len(), 4, "and tutors");
    let weekly = "SELECT count(*) FROM bookings.booking WHERE series_id IS NOT NULL AND state = 'accepted'";
    assert_eq!(count(&stage, weekly).await, 5, "and comes to one of them every week");
    assert_eq!(count(&stage, "SELECT count(*) FROM messages.report").await, 1, "a message waits for a moderator");
    let asker = crate::search::Asker { zone: student.reader.zone, person: Some(student.id) };
    for one in kept {
        let (page, _) = crate::search::find(&stage.ctx, &one.search, asker).await.unwrap();
        assert!(!page.hits.is_empty(), "{} finds somebody", one.name);
    }
    let untaught = "SELECT count(*) FROM tutors.subject s WHERE NOT EXISTS
                    (SELECT FROM tutors.specialty WHERE subject = s.slug)";
    assert_eq!(count(&stage, untaught).await, 0);
    let over = "SELECT count(*) FROM bookings.booking WHERE lapses_at <= '2026-03-02T09:00Z' AND state IN ('held', 'requested')";
    assert_eq!(count(&stage, over).await, 0, "every request is still open");
}

#[tokio::test]
async fn people_have_earned_what_they_did() {
    let stage = seeded().await;
    earn(&stage.ctx).await.unwrap();
    let entries = "SELECT count(*) FROM ranking.entry";
    let before = count(&stage, entries).await;
    assert!(before > 500, "{before} entries");
    earn(&stage.ctx).await.unwrap();
    assert_eq!(count(&stage, entries).await, before, "once is enough");
    assert!(crate::ranking::verify(&stage.ctx).await.unwrap().wrong.is_empty());
    assert!(count(&stage, "SELECT count(DISTINCT slug) FROM ranking.badge").await >= 12);
    assert!(count(&stage, "SELECT count(*) FROM ranking.badge WHERE revealed_at IS NULL").await > 0);
    assert!(count(&stage, "SELECT count(*) FROM ranking.public_standing WHERE level >= 2").await > 5);
    let placed = "SELECT count(*) FROM ranking.league_member m JOIN accounts.person p ON p.id = m.person_id
                  WHERE m.week = (SELECT max(week) FROM ranking.league_week) AND p.handle = 'demo-reviewer'";
    assert_eq!(count(&stage, placed).await, 1, "the reviewer of the demo is in a league");
    assert_eq!(crate::ranking::find_rings(&stage.ctx).await.unwrap(), 1, "and moderators have something to look at");
}

#[tokio::test]
async fn the_known_people_have_a_lively_home() {
    let stage = seeded().await;
    for (handle, waiting, coming) in [("demo-student", 2, 3), ("demo-tutor", 4, 3)] {
        let person = accounts::public_person(&stage.ctx, None, handle).await.unwrap().unwrap();
        let user = accounts::user(&stage.ctx, person.id).await.unwrap().unwrap();
        let needs = bookings::needs(&stage.ctx, &user).await.unwrap();
        assert!(needs.waiting.len() >= waiting, "{handle} has {} waiting", needs.waiting.len());
        assert!(needs.coming.len() >= coming, "{handle} has {} coming", needs.coming.len());
    }
    let form = contract::accounts::SignIn { email: "admin@demo.test".into(), password: PASSWORD.into(), next: None };
    let admin = accounts::sign_in(&stage.ctx, &stage.visitor, form).await.unwrap().whole();
    assert_eq!(admin.role, accounts::Role::Admin);
}

#[tokio::test]
async fn the_same_moment_makes_the_same_demo_within_hours_and_without_overlap() {
    let stage = Stage::new().await;
    let subjects = subjects(&stage).await;
    for days in [0, 200] {
        let now = stage.ctx.now() + TimeDelta::days(days);
        let (a, b) = (plan::Plan::new(&subjects, now), plan::Plan::new(&subjects, now));
        let facts = |plan: &plan::Plan| -> Vec<_> {
            plan.sessions.iter().map(|s| (s.student, s.tutor, s.slot, s.message.clone(), s.steps.len())).collect()
        };
        assert_eq!(facts(&a), facts(&b));
        no_overlap(&a);
        for session in &a.sessions {
            in_order(session, now);
            assert!(
                offered(&hours(&a, session.tutor), session.slot.starts_at - TimeDelta::days(9), session.slot.starts_at)
                    .is_some()
            );
        }
    }
}

#[tokio::test]
async fn on_every_day_of_the_week_the_known_people_have_something_to_do() {
    let stage = Stage::new().await;
    let subjects = subjects(&stage).await;
    for hours in (0..14 * 24).step_by(41) {
        let now = stage.ctx.now() + TimeDelta::hours(hours);
        let plan = plan::Plan::new(&subjects, now);
        let count = |state, wanted: fn(&life::Session) -> bool| {
            plan.sessions.iter().filter(|s| s.state == state && wanted(s)).count()
        };
        let student = |s: &life::Session| s.student == people::STUDENT;
        let tutor = |s: &life::Session| s.tutor == 0;
        assert_eq!([State::Requested, State::Accepted, State::Completed].map(|state| count(state, student)), [2, 4, 4]);
        assert!(count(State::Requested, tutor) >= 3 && count(State::Accepted, tutor) >= 5, "{now}");
    }
}

fn no_overlap(plan: &plan::Plan) {
    let mut spans: Vec<_> = plan
        .sessions
        .iter()
        .flat_map(|s| [(plan.tutors[s.tutor].person, s.slot), (s.student, s.slot)])
        .map(|(person, slot)| (person, slot.starts_at, slot.ends_at))
        .collect();
    spans.sort();
    for pair in spans.windows(2) {
        assert!(pair[0].0 != pair[1].0 || pair[0].2 <= pair[1].1, "{pair:?}");
    }
    let handles: HashSet<_> = plan.people.iter().map(|person| &person.handle).collect();
    assert_eq!(handles.len(), plan.people.len());
}

/// Nothing happens before what came first, nor after now.
fn in_order(session: &life::Session, now: chrono::DateTime<chrono::Utc>) {
    assert!(session.steps.iter().map(|step| step.at).is_sorted(), "{:?}", session.state);
    assert!(session.steps.iter().all(|step| step.at <= now), "{:?}", session.state);
    if session.state == State::Completed {
        assert!(session.steps[2].at >= session.slot.ends_at);
    }
    assert!(!matches!(session.state, State::Requested | State::Held) || session.slot.starts_at > now);
}

fn hours(plan: &plan::Plan, tutor: usize) -> bookings::Availability {
    let tutor = &plan.tutors[tutor];
    bookings::Availability {
        zone: accounts::parse_zone(plan.people[tutor.person].zone).unwrap(),
        session: TimeDelta::minutes(tutor.session_minutes.into()),
        before: TimeDelta::zero(),
        after: TimeDelta::zero(),
        notice: TimeDelta::zero(),
        horizon: TimeDelta::days(60),
        caps: bookings::Caps::default(),
        weekly: tutor.weekly.clone(),
        overrides: tutor.overrides.clone(),
        year: bookings::Year::default(),
        busy: Vec::new(),
        viewer_busy: Vec::new(),
    }
}

#[tokio::test]
async fn tutors_by_the_thousand_can_be_taken_up_again() {
    let stage = seeded().await;
    generate_tutors(&stage.ctx, 300, |_, _| ()).await.unwrap();
    generate_tutors(&stage.ctx, 1_000, |what, done| assert!(what != "made" || done == 1_000)).await.unwrap();
    let published = "SELECT count(*) FROM tutors.tutor t JOIN accounts.person p ON p.id = t.person_id
                     WHERE t.published AND p.handle LIKE 'gen-%'
                       AND EXISTS (SELECT FROM tutors.specialty s WHERE s.tutor_id = t.person_id)
                       AND EXISTS (SELECT FROM tutors.hours h WHERE h.tutor_id = t.person_id)";
    assert_eq!(count(&stage, published).await, 1_000);
    let sound = "SELECT count(*) FROM tutors.standing WHERE rating_sum > rating_count * 5 OR rating_sum < rating_count";
    assert_eq!(count(&stage, sound).await, 0);
}
