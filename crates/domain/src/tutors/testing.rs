//! Tutors in each stage of becoming one.

use chrono::TimeDelta;
use contract::{
    CommandKey, Refusal,
    tutors::{
        AddHoliday, AddOverride, AddSeason, AddSpecialty, Days, EditHours, EditProfile, FirstLesson, HourRange, Level,
        WeekdayRange,
    },
};

use super::{Error, add_specialty, application::testing::approve_directly, edit_profile};
use crate::{
    Ctx,
    accounts::User,
    testing::{Stage, monday},
};

/// Someone with a profile that is not open yet.
pub(crate) async fn new_tutor(stage: &Stage, handle: &str) -> User {
    let user = stage.person(handle).await;
    edit_profile(&stage.ctx, &user, edit(&stage.ctx, false)).await.unwrap();
    user
}

/// Someone whose page is open and who teaches these subjects at school level, for 35 euros.
pub(crate) async fn open_tutor(stage: &Stage, handle: &str, subjects: &[&str]) -> User {
    let user = new_tutor(stage, handle).await;
    for subject in subjects {
        add_specialty(&stage.ctx, &user, specialty(&stage.ctx, subject)).await.unwrap();
    }
    approve_directly(&stage.ctx, &user).await;
    edit_profile(&stage.ctx, &user, edit(&stage.ctx, true)).await.unwrap();
    user
}

pub(crate) fn edit(ctx: &Ctx, published: bool) -> EditProfile {
    EditProfile {
        key: CommandKey(ctx.id()),
        headline: "Patient lessons".into(),
        about: "I explain things until they are clear, with many examples.".into(),
        video: String::new(),
        currency: "EUR".into(),
        lesson: Some(FirstLesson { price_minor: 3500, session_minutes: 60, buffer_minutes: 10, notice_hours: 12 }),
        languages: vec!["am".into(), "en".into()],
        published,
    }
}

pub(crate) fn specialty(ctx: &Ctx, subject: &str) -> AddSpecialty {
    AddSpecialty { key: CommandKey(ctx.id()), subject: subject.into(), level: Level::School, evidence: String::new() }
}

/// Weekday, from and to.
pub(crate) fn week(ctx: &Ctx, ranges: &[(i16, i16, i16)]) -> EditHours {
    let range = |&(weekday, starts, ends)| WeekdayRange { weekday, range: HourRange { starts, ends } };
    EditHours { key: CommandKey(ctx.id()), week: ranges.iter().map(range).collect() }
}

/// So many days from today on.
pub(crate) fn days(from: i64, until: i64) -> Days {
    let day = |days| monday().date_naive() + TimeDelta::days(days);
    Days { from: day(from), until: day(until) }
}

pub(crate) fn day_off(ctx: &Ctx, day: i64) -> AddOverride {
    other_hours(ctx, day, &[])
}

pub(crate) fn other_hours(ctx: &Ctx, day: i64, ranges: &[(i16, i16)]) -> AddOverride {
    let ranges = ranges.iter().map(|&(starts, ends)| HourRange { starts, ends }).collect();
    AddOverride { key: CommandKey(ctx.id()), day: days(day, day).from, ranges }
}

pub(crate) fn holiday(ctx: &Ctx, from: i64, until: i64) -> AddHoliday {
    AddHoliday { key: CommandKey(ctx.id()), name: "Travelling".into(), days: days(from, until) }
}

/// Exams, with a copy of the ordinary hours.
pub(crate) fn exams(ctx: &Ctx, from: i64, until: i64) -> AddSeason {
    AddSeason { key: CommandKey(ctx.id()), name: "Exams".into(), days: days(from, until), copy: true }
}

pub(crate) fn refusal<T>(answer: Result<T, Error>) -> Refusal {
    match answer {
        Err(Error::Refused(refusal)) => refusal,
        Err(other) => panic!("refused differently: {other}"),
        Ok(_) => panic!("must be refused"),
    }
}
