use contract::{CommandKey, Refusal, tutors::Days};

use super::*;
use crate::{
    testing::Stage,
    tutors::{
        my_hours, set_hours,
        testing::{exams, new_tutor, refusal, week},
    },
};

fn edited(ctx: &Ctx, season: Option<SeasonId>, days: Days, hours: &[(i16, i16, i16)]) -> EditSeason {
    let week = week(ctx, hours).week;
    EditSeason { key: CommandKey(ctx.id()), season, name: "Exam season".into(), days, week }
}

#[tokio::test]
async fn one_begins_as_a_copy_gets_hours_of_its_own_and_goes() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
    let list = async || my_hours(ctx, &ada).await.unwrap().unwrap().seasons;
    let ordinary = week(ctx, &[(1, 480, 720), (3, 600, 660)]);
    set_hours(ctx, &ada, ordinary.clone()).await.unwrap();
    let form = exams(ctx, 10, 20);
    let id = add_season(ctx, &ada, form.clone()).await.unwrap();
    assert!(add_season(ctx, &ada, form.clone()).await.unwrap().is_none(), "the same form again is no error");
    let empty = AddSeason { copy: false, ..exams(ctx, 21, 30) };
    add_season(ctx, &ada, empty).await.unwrap();
    let listed = list().await;
    assert_eq!((listed.len(), &listed[0].week, listed[1].week.len()), (2, &ordinary.week, 0));
    assert_eq!((listed[0].id, listed[0].days), (id.unwrap(), form.days));

    let days = Days { from: form.days.from + chrono::TimeDelta::days(1), ..form.days };
    let change = edited(ctx, id, days, &[(2, 0, 60)]);
    edit_season(ctx, &ada, change.clone()).await.unwrap();
    edit_season(ctx, &ada, change.clone()).await.expect("the same form again is no error");
    let changed = &list().await[0];
    assert_eq!((&changed.week, changed.days, changed.name.as_str()), (&change.week, days, "Exam season"));
    assert_eq!(my_hours(ctx, &ada).await.unwrap().unwrap().week, ordinary.week, "the ordinary week is as it was");

    let remove = || RemoveSeason { key: CommandKey(ctx.id()), season: id };
    remove_season(ctx, &ada, remove()).await.unwrap();
    remove_season(ctx, &ada, remove()).await.expect("twice is once");
    assert_eq!(list().await.len(), 1);
    assert_eq!(stage.events("tutors.hours_changed").await, 5);
}

#[tokio::test]
async fn no_day_has_two() {
    let stage = Stage::new().await;
    let (ctx, ada, eve) = (&stage.ctx, new_tutor(&stage, "ada").await, new_tutor(&stage, "eve").await);
    add_season(ctx, &ada, exams(ctx, 10, 20)).await.unwrap();
    for (from, until) in [(20, 30), (1, 10), (12, 13), (1, 40)] {
        let answer = add_season(ctx, &ada, exams(ctx, from, until)).await;
        assert!(matches!(answer, Err(Error::OtherSeason)), "{from} to {until}");
    }
    add_season(ctx, &eve, exams(ctx, 10, 20)).await.expect("others have seasons of their own");
    let next = add_season(ctx, &ada, exams(ctx, 21, 30)).await.unwrap();
    let over = edited(ctx, next, exams(ctx, 15, 30).days, &[]);
    assert!(matches!(edit_season(ctx, &ada, over).await, Err(Error::OtherSeason)));

    let (one, other) =
        tokio::join!(add_season(ctx, &ada, exams(ctx, 40, 50)), add_season(ctx, &ada, exams(ctx, 45, 55)));
    assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1);
}

#[tokio::test]
async fn each_refusal() {
    let stage = Stage::new().await;
    let (ctx, ada, eve) = (&stage.ctx, new_tutor(&stage, "ada").await, new_tutor(&stage, "eve").await);
    assert!(matches!(add_season(ctx, &ada, exams(ctx, -9, -1)).await, Err(Error::DaysPassed)));
    assert!(matches!(add_season(ctx, &ada, exams(ctx, -400, 1)).await, Err(Error::BegunLongAgo)));
    assert!(matches!(add_season(ctx, &ada, exams(ctx, 1, 367)).await, Err(Error::DaysTooFar)));
    let id = add_season(ctx, &ada, exams(ctx, 1, 1)).await.unwrap();
    let theirs = edited(ctx, id, exams(ctx, 1, 1).days, &[]);
    assert!(matches!(edit_season(ctx, &eve, theirs.clone()).await, Err(Error::NotFound)));
    remove_season(ctx, &eve, RemoveSeason { key: CommandKey(ctx.id()), season: id }).await.unwrap();
    assert_eq!(my_hours(ctx, &ada).await.unwrap().unwrap().seasons.len(), 1, "others take away nothing");
    let past = EditSeason { days: exams(ctx, -3, -2).days, ..theirs };
    assert!(matches!(edit_season(ctx, &ada, past).await, Err(Error::DaysPassed)));
    for day in 2..21 {
        add_season(ctx, &ada, exams(ctx, day, day)).await.unwrap();
    }
    assert!(matches!(add_season(ctx, &ada, exams(ctx, 30, 30)).await, Err(Error::TooManySeasons)));
    let bob = stage.person("bob").await;
    assert_eq!(refusal(add_season(ctx, &bob, exams(ctx, 1, 2)).await), Refusal::ProfileFirst);
}
