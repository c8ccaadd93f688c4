use chrono::NaiveDate;
use futures::future::join_all;
use uuid::Uuid;

use super::*;
use crate::{
    bookings::{
        View, availability, book, cancel,
        groups::{
            GroupState, coming, coming_of, page, planned, subjects,
            testing::{Gathering, cancel_form},
        },
        hold,
        testing::refusal,
    },
    testing::monday,
};

#[tokio::test]
async fn a_group_keeps_the_terms_of_its_offering_and_takes_the_tutors_time_at_once() {
    let g = Gathering::new().await;
    let form = g.form(4);
    let id = plan(g.ctx(), &g.room.tutor, form.clone()).await.unwrap().unwrap();
    assert_eq!(plan(g.ctx(), &g.room.tutor, form).await.unwrap(), None, "the same form is one group");
    g.room.run("UPDATE tutors.offering SET seats_max = 9, policy = 'strict' WHERE kind = 'group'").await;
    let shown = page(g.ctx(), None, id).await.unwrap().unwrap();
    assert_eq!((shown.seats_min, shown.seats_max, shown.price_minor), (2, 3, 1_000));
    assert_eq!((shown.policy, shown.state), (Policy::Moderate, GroupState::Open));
    assert_eq!(shown.starts_at, monday() + TimeDelta::hours(53));
    assert_eq!(shown.join_until, shown.starts_at - TimeDelta::hours(4));
    let busy = availability(g.ctx(), g.room.tutor.id, None).await.unwrap().unwrap().busy;
    assert_eq!(busy, [(shown.starts_at, shown.ends_at + TimeDelta::minutes(10))], "with the pause of the offering");
    let taken = book(g.ctx(), &g.room.student, "tutor", g.room.form(shown.starts_at)).await;
    assert_eq!(refusal(taken), Refusal::SlotTaken);
    assert_eq!(g.room.stage.events("groups.planned").await, 1);
}

#[tokio::test]
async fn what_is_there_already_is_said_and_what_another_one_only_holds_is_not() {
    let g = Gathering::new().await;
    let at = monday() + TimeDelta::hours(53);
    let id = book(g.ctx(), &g.room.student, "tutor", g.room.form(at)).await.unwrap();
    let Refusal::GroupTimeTaken { what } = refusal(plan(g.ctx(), &g.room.tutor, g.form(4)).await) else { panic!() };
    assert_eq!(what, "Algebra with STUDENT, Wed 4 Mar, 14:00–15:00");
    cancel(g.ctx(), &g.room.student, id, cancel_form(g.ctx())).await.unwrap();
    hold(g.ctx(), &g.room.student, "tutor", g.room.form(at)).await.unwrap();
    let Refusal::GroupTimeTaken { what } = refusal(plan(g.ctx(), &g.room.tutor, g.form(4)).await) else { panic!() };
    assert_eq!(what, "something, Wed 4 Mar, 14:00–15:00");
    g.later(TimeDelta::minutes(11));
    plan(g.ctx(), &g.room.tutor, g.form(4)).await.expect("it was held for ten minutes");
    let Refusal::GroupTimeTaken { what } = refusal(plan(g.ctx(), &g.room.tutor, g.form(4)).await) else { panic!() };
    assert_eq!(what, "Proofs together, Wed 4 Mar, 14:00–15:00");
}

#[tokio::test]
async fn planned_and_booked_at_once_it_is_one_of_them() {
    for _ in 0..5 {
        let g = Gathering::new().await;
        let at = monday() + TimeDelta::hours(53);
        let (planned, booked) = tokio::join!(
            plan(g.ctx(), &g.room.tutor, g.form(4)),
            book(g.ctx(), &g.room.student, "tutor", g.room.form(at)),
        );
        assert_eq!(u8::from(planned.is_ok()) + u8::from(booked.is_ok()), 1);
    }
}

#[tokio::test]
async fn only_by_ones_own_open_offering_for_ones_own_subject_and_in_time() {
    let g = Gathering::new().await;
    let (ctx, tutor) = (g.ctx(), &g.room.tutor);
    let unfit = |answer: Result<Option<GroupId>, Error>| match answer {
        Err(Error::Unfit(field, problem)) => (field, problem),
        other => panic!("{other:?}"),
    };
    let no_offer = ("offer", Problem::NotAChoice);
    let other = PlanGroup { offer: OfferedLength { offering: Uuid::from_u128(9), minutes: 60 }, ..g.form(4) };
    assert_eq!(unfit(plan(ctx, tutor, other).await), no_offer);
    let longer = PlanGroup { offer: OfferedLength { minutes: 45, ..g.offer }, ..g.form(4) };
    assert_eq!(unfit(plan(ctx, tutor, longer).await), no_offer);
    let second = g.room.second_tutor().await;
    assert_eq!(unfit(plan(ctx, &second, g.form(4)).await), no_offer);
    let chemistry = PlanGroup { subject: "chemistry".into(), ..g.form(4) };
    assert!(matches!(plan(ctx, tutor, chemistry).await, Err(Error::SubjectNotTaught)));
    assert_eq!(unfit(plan(ctx, tutor, g.form(1)).await), ("day", Problem::InThePast));
    let far = PlanGroup { day: NaiveDate::from_ymd_opt(2026, 5, 2).unwrap(), ..g.form(4) };
    assert_eq!(unfit(plan(ctx, tutor, far).await), ("day", Problem::TooFarAhead));
    let soon = PlanGroup { minute: 13 * 60, ..g.form(2) };
    assert_eq!(refusal(plan(ctx, tutor, soon).await), Refusal::GroupTooSoon { hours: 4 });
    g.room.run("UPDATE tutors.offering SET closed_at = now() WHERE kind = 'group'").await;
    assert_eq!(unfit(plan(ctx, tutor, g.form(4)).await), no_offer);
    assert_eq!(offers(ctx, tutor).await.unwrap().len(), 0);
}

#[tokio::test]
async fn thirty_of_one_tutor_also_all_at_once() {
    let g = Gathering::new().await;
    g.room.run("UPDATE tutors.offering SET horizon_days = 180").await;
    let forms = (0..32)
        .map(|n| PlanGroup { day: NaiveDate::from_ymd_opt(2026, 3, 4).unwrap() + TimeDelta::days(n), ..g.form(4) });
    let answers = join_all(forms.map(|form| plan(g.ctx(), &g.room.tutor, form))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 30);
    for answer in answers.into_iter().filter(Result::is_err) {
        assert_eq!(refusal(answer), Refusal::TooManyGroups);
    }
}

/// Clocks in Berlin go forward on Sunday 29 March 2026 at two.
#[tokio::test]
async fn the_clock_on_the_tutors_wall_decides() {
    let g = Gathering::new().await;
    sqlx::query("UPDATE accounts.person SET zone = 'Europe/Berlin' WHERE id = $1")
        .bind(g.room.tutor.id.0)
        .execute(&g.ctx().db)
        .await
        .unwrap();
    let tutor = crate::accounts::user(g.ctx(), g.room.tutor.id).await.unwrap().unwrap();
    for (day, minute, at) in
        [(28, 840, "2026-03-28T13:00:00Z"), (29, 840, "2026-03-29T12:00:00Z"), (29, 150, "2026-03-29T01:00:00Z")]
    {
        let id = plan(g.ctx(), &tutor, PlanGroup { minute, ..g.form(day) }).await.unwrap().unwrap();
        let shown = page(g.ctx(), None, id).await.unwrap().unwrap();
        assert_eq!(shown.starts_at, at.parse::<DateTime<Utc>>().unwrap(), "{day} at {minute}");
    }
}

#[tokio::test]
async fn lists_show_what_one_can_join_page_by_page() {
    let g = Gathering::new().await;
    for n in 0..23 {
        let day = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap() + TimeDelta::days(n);
        plan(g.ctx(), &g.room.tutor, PlanGroup { day, ..g.form(4) }).await.unwrap();
    }
    let (first, next) = coming(g.ctx(), None, None, None).await.unwrap();
    let (rest, end) = coming(g.ctx(), None, Some("algebra"), next).await.unwrap();
    assert_eq!((first.len(), rest.len(), end), (20, 3, None));
    assert!(first[19].starts_at < rest[0].starts_at);
    assert_eq!(next.unwrap().to_string().parse(), Ok(next.unwrap()));
    assert_eq!(coming(g.ctx(), None, Some("chemistry"), None).await.unwrap().0.len(), 0);
    assert_eq!(subjects(g.ctx()).await.unwrap(), [("algebra".into(), "Algebra".into())]);
    assert_eq!(coming_of(g.ctx(), g.room.tutor.id).await.unwrap().len(), 5);
    let ada = g.room.stage.person("ada").await;
    crate::accounts::block(g.ctx(), &ada, "tutor").await.unwrap();
    assert_eq!(coming(g.ctx(), Some(&ada), None, None).await.unwrap().0.len(), 0, "a block keeps apart");
    g.until_decided();
    assert_eq!(coming(g.ctx(), None, None, None).await.unwrap().0[0].starts_at, first[1].starts_at, "joining is over");
    g.a_minute_passes().await;
    let mine = async |view| planned(g.ctx(), &g.room.tutor, view, None).await.unwrap();
    let (ahead, more) = mine(View::Coming).await;
    assert_eq!((ahead.len(), more.is_some()), (20, true));
    let (rest, end) = planned(g.ctx(), &g.room.tutor, View::Coming, more).await.unwrap();
    assert_eq!((rest.len(), end), (2, None));
    let (past, _) = mine(View::Past).await;
    assert_eq!((past.len(), past[0].state), (1, GroupState::CalledOff), "nobody joined the first");
    g.room.run("UPDATE tutors.tutor SET published = false").await;
    assert_eq!(coming(g.ctx(), None, None, None).await.unwrap().0.len(), 0);
}
