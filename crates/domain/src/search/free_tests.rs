//! Free time in the database: asked by the page, kept true by what happens.

use chrono::TimeDelta;
use contract::{
    CommandKey,
    accounts::{Locale, ReadTimes},
    bookings::{Book, Cancel},
    tutors::{AddOverride, AddSeason, EditHours, HourRange, Level, Search, UndoHours, WeekdayRange, Wish, Within},
};

use super::{Asker, KeepUp, find, mask, testing::teaches};
use crate::{
    accounts::{self, User},
    bookings::{self, availability, book, cancel},
    jobs::Job,
    outbox::React,
    testing::{Stage, a_run},
    tutors::{self, add_override, set_hours},
};

struct Hours<'a> {
    stage: &'a Stage,
    user: User,
}

impl Hours<'_> {
    async fn set(&self, ranges: &[(i16, i16, i16)]) {
        let week = ranges
            .iter()
            .map(|&(weekday, starts, ends)| WeekdayRange {
                weekday,
                range: HourRange { starts: starts * 60, ends: ends * 60 },
            })
            .collect();
        set_hours(&self.stage.ctx, &self.user, EditHours { key: CommandKey(self.stage.ctx.id()), week }).await.unwrap();
        settle(self.stage).await;
    }
}

/// Runs what follows from events.
async fn settle(stage: &Stage) {
    for reaction in stage.take::<React>() {
        reaction.run(&stage.ctx, &a_run()).await.unwrap();
    }
}

async fn tutor<'a>(stage: &'a Stage, handle: &str, ranges: &[(i16, i16, i16)]) -> Hours<'a> {
    let user = teaches(stage, handle, handle, ("algebra", Level::School), 2000, &["en"]).await;
    let hours = Hours { stage, user };
    hours.set(ranges).await;
    hours
}

fn evenings(days: [bool; 7], within: Within) -> Search {
    Search { when: Some(Wish { days, from: 18 * 60, to: 21 * 60, within }), ..Search::default() }
}

async fn who(stage: &Stage, search: &Search, asker: Asker) -> Vec<String> {
    let mut handles: Vec<_> =
        find(&stage.ctx, search, asker).await.unwrap().0.hits.into_iter().map(|hit| hit.handle).collect();
    handles.sort_unstable();
    handles
}

const ANY_DAY: [bool; 7] = [false; 7];

#[tokio::test]
async fn who_is_free_when_i_am() {
    let stage = Stage::new().await;
    tutor(&stage, "mornings", &[(2, 8, 12)]).await;
    tutor(&stage, "evenings", &[(2, 18, 21), (4, 18, 19)]).await;
    tutor(&stage, "hourly", &[(4, 20, 21)]).await;
    let within = |within| evenings(ANY_DAY, within);
    assert_eq!(who(&stage, &within(Within::FourWeeks), Asker::NOBODY).await, ["evenings", "hourly"]);
    let mut tuesday = ANY_DAY;
    tuesday[1] = true;
    assert_eq!(who(&stage, &evenings(tuesday, Within::ThisWeek), Asker::NOBODY).await, ["evenings"]);
    // Eight to twelve in UTC are evenings in Tokyo.
    let tokyo = Asker { zone: chrono_tz::Asia::Tokyo, person: None };
    assert_eq!(who(&stage, &within(Within::FourWeeks), tokyo).await, ["mornings"]);

    let (page, _) = find(&stage.ctx, &evenings(tuesday, Within::ThisWeek), Asker::NOBODY).await.unwrap();
    let times: Vec<_> = page.hits[0].times.iter().map(|slot| slot.starts_at.format("%a %H:%M").to_string()).collect();
    assert_eq!(times, ["Tue 18:00", "Tue 19:00", "Tue 20:00"], "of the wished ones the next");
    assert!(page.hits[0].fits_wish);
}

#[tokio::test]
async fn what_happens_is_known_at_once() {
    let stage = Stage::new().await;
    let ctx = &stage.ctx;
    let ada = tutor(&stage, "ada", &[(2, 18, 19)]).await;
    let student = stage.person("student").await;
    let wish = evenings(ANY_DAY, Within::ThisWeek);
    let found = async || !who(&stage, &wish, Asker::NOBODY).await.is_empty();
    assert!(found().await);

    let start: chrono::DateTime<chrono::Utc> = "2026-03-03T18:00:00Z".parse().unwrap();
    let form = Book { key: CommandKey(ctx.id()), start, choice: None, subject: "algebra".into(), message: "x".into() };
    let booking = book(ctx, &student, "ada", form).await.unwrap();
    settle(&stage).await;
    assert!(!found().await, "her only evening is taken");
    let form = Cancel { key: CommandKey(ctx.id()), note: String::new(), back_minor: None };
    cancel(ctx, &student, booking, form).await.unwrap();
    settle(&stage).await;
    assert!(found().await, "and free again");

    let day_off = AddOverride { key: CommandKey(ctx.id()), day: start.date_naive(), ranges: Vec::new() };
    add_override(ctx, &ada.user, day_off).await.unwrap();
    settle(&stage).await;
    assert!(!found().await, "a day off");
    ada.set(&[(3, 18, 19)]).await;
    assert!(found().await, "other hours");
    let moves = async |zone: &str| {
        let form = ReadTimes { zone: zone.into(), locale: Locale::British, ethiopian: false };
        accounts::read_times(ctx, &ada.user, form).await.unwrap();
        settle(&stage).await;
    };
    moves("Asia/Tokyo").await;
    assert!(!found().await, "her evening is elsewhere now");
    moves("UTC").await;
    assert!(found().await);
    tutors::edit_profile(ctx, &ada.user, tutors::testing::edit(ctx, false)).await.unwrap();
    settle(&stage).await;
    assert_eq!(who(&stage, &Search::default(), Asker::NOBODY).await, [""; 0], "nobody at all");
}

#[tokio::test]
async fn holidays_and_seasons_are_known_at_once() {
    let stage = Stage::new().await;
    let ctx = &stage.ctx;
    let ada = tutor(&stage, "ada", &[(2, 18, 19)]).await;
    let wish = evenings(ANY_DAY, Within::ThisWeek);
    let found = async || {
        settle(&stage).await;
        !who(&stage, &wish, Asker::NOBODY).await.is_empty()
    };
    let undo = async || {
        let number = tutors::my_hours(ctx, &ada.user).await.unwrap().unwrap().former.unwrap().number;
        tutors::undo_hours(ctx, &ada.user, UndoHours { key: CommandKey(ctx.id()), number }).await.unwrap();
    };
    tutors::add_holiday(ctx, &ada.user, tutors::testing::holiday(ctx, 0, 6)).await.unwrap();
    assert!(!found().await, "she is away");
    undo().await;
    assert!(found().await, "and back");
    let season = AddSeason { copy: false, ..tutors::testing::exams(ctx, 1, 3) };
    tutors::add_season(ctx, &ada.user, season).await.unwrap();
    assert!(!found().await, "a season without hours");
    undo().await;
    ada.set(&[(2, 8, 9)]).await;
    assert!(!found().await);
    tutors::add_season(ctx, &ada.user, tutors::testing::exams(ctx, 1, 3)).await.unwrap();
    ada.set(&[(2, 18, 19)]).await;
    assert!(!found().await, "the season keeps its mornings");
}

#[tokio::test]
async fn my_own_sessions_are_no_time_of_mine_and_notice_is_kept() {
    let stage = Stage::new().await;
    let ctx = &stage.ctx;
    tutor(&stage, "ada", &[(2, 18, 20)]).await;
    tutor(&stage, "bob", &[(2, 18, 19)]).await;
    let student = stage.person("student").await;
    let start: chrono::DateTime<chrono::Utc> = "2026-03-03T18:00:00Z".parse().unwrap();
    let form = Book { key: CommandKey(ctx.id()), start, choice: None, subject: "algebra".into(), message: "x".into() };
    book(ctx, &student, "ada", form).await.unwrap();
    settle(&stage).await;
    let wish = evenings(ANY_DAY, Within::ThisWeek);
    assert_eq!(who(&stage, &wish, Asker::NOBODY).await, ["bob"]);
    let me = Asker { zone: chrono_tz::UTC, person: Some(student.id) };
    assert_eq!(who(&stage, &wish, me).await, [""; 0], "at six I am with Ada");
    // Twelve hours of notice: on Tuesday at seven in the morning it is too late.
    ctx.clock.advance(TimeDelta::hours(22));
    assert_eq!(who(&stage, &wish, Asker::NOBODY).await, [""; 0]);
}

/// Day after day, also where the bits begin again, what is found is what could be booked.
#[tokio::test]
async fn on_every_day_it_agrees_with_what_can_be_booked() {
    let stage = Stage::new().await;
    let ctx = &stage.ctx;
    for (handle, ranges) in
        [("ada", vec![(1, 18, 20), (3, 7, 9)]), ("bob", vec![(5, 17, 22)]), ("eva", vec![(7, 20, 21)])]
    {
        tutor(&stage, handle, &ranges).await;
    }
    let mut wrapped = false;
    for day in 0..34 {
        for within in [Within::ThisWeek, Within::NextWeek, Within::TwoWeeks] {
            let wish = evenings(ANY_DAY, within);
            let expected = could_be_booked(&stage, &wish).await;
            assert_eq!(who(&stage, &wish, Asker::NOBODY).await, expected, "day {day}, {within}");
        }
        let before = mask::place(mask::quarter(ctx.now()));
        ctx.clock.advance(TimeDelta::hours(25));
        wrapped |= mask::place(mask::quarter(ctx.now())) < before;
        KeepUp::default().run(ctx, &a_run()).await.unwrap();
    }
    assert!(wrapped);
}

/// From the tutors' hours, without anything that the search keeps.
async fn could_be_booked(stage: &Stage, wish: &Search) -> Vec<String> {
    let now = stage.ctx.now();
    let spans = super::wish::spans(&wish.when.unwrap(), chrono_tz::UTC, now, &[]);
    let mut free = Vec::new();
    for handle in ["ada", "bob", "eva"] {
        let id = accounts::public_person(&stage.ctx, None, handle).await.unwrap().unwrap().id;
        let a = availability(&stage.ctx, id, None).await.unwrap().unwrap();
        let slots = bookings::free(&a, now, now, now + TimeDelta::days(28));
        if slots.iter().any(|slot| spans.iter().any(|span| span.0 <= slot.starts_at && slot.ends_at <= span.1)) {
            free.push(handle.to_owned());
        }
    }
    free
}

#[tokio::test]
async fn rows_that_are_old_are_not_believed() {
    let stage = Stage::new().await;
    tutor(&stage, "ada", &[(2, 18, 21)]).await;
    let wish = evenings(ANY_DAY, Within::FourWeeks);
    assert_eq!(who(&stage, &wish, Asker::NOBODY).await, ["ada"]);
    stage.ctx.clock.advance(TimeDelta::days(4));
    assert_eq!(who(&stage, &wish, Asker::NOBODY).await, [""; 0], "their bits could mean other days");
    KeepUp::default().run(&stage.ctx, &a_run()).await.unwrap();
    assert_eq!(who(&stage, &wish, Asker::NOBODY).await, ["ada"]);
}
