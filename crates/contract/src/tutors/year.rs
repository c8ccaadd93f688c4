//! Forms about longer stretches than a day: seasons, holidays, a week for others.

use chrono::NaiveDate;

use super::{WeekdayRange, hours::week};
use crate::{AppError, CommandKey, Fields, HolidayId, Pairs, Problem, SeasonId};

/// Characters of a season's or a holiday's name.
pub const PLAN_NAME_MAX: usize = 60;

/// From a day to a day, both of them included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub from: NaiveDate,
    pub until: NaiveDate,
}

/// Weekly hours for some days of the year. Fields: `name`, `from`, `until`, and the box `copy`: they begin as the ordinary
/// ones, else empty.
#[derive(Clone, Debug)]
pub struct AddSeason {
    pub key: CommandKey,
    pub name: String,
    pub days: Days,
    pub copy: bool,
}

impl AddSeason {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), name: name(&mut f), days: days(&mut f), copy: f.ticked("copy") };
        f.finish(form)
    }
}

/// A season anew. Fields: `season`, `name`, `from`, `until`, and those of [`super::EditHours`].
#[derive(Clone, Debug)]
pub struct EditSeason {
    pub key: CommandKey,
    pub season: Option<SeasonId>,
    pub name: String,
    pub days: Days,
    pub week: Vec<WeekdayRange>,
}

impl EditSeason {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let (key, season, name) = (f.key(), f.choice("season"), name(&mut f));
        let (days, week) = (days(&mut f), week(&mut f));
        f.finish(Self { key, season, name, days, week })
    }
}

/// Fields: `season`.
#[derive(Clone, Debug)]
pub struct RemoveSeason {
    pub key: CommandKey,
    pub season: Option<SeasonId>,
}

impl RemoveSeason {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), season: f.choice("season") };
        f.finish(form)
    }
}

/// Days off in a row. Fields: `name`, `from`, `until`.
#[derive(Clone, Debug)]
pub struct AddHoliday {
    pub key: CommandKey,
    pub name: String,
    pub days: Days,
}

impl AddHoliday {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), name: name(&mut f), days: days(&mut f) };
        f.finish(form)
    }
}

/// Fields: `holiday`.
#[derive(Clone, Debug)]
pub struct RemoveHoliday {
    pub key: CommandKey,
    pub holiday: Option<HolidayId>,
}

impl RemoveHoliday {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), holiday: f.choice("holiday") };
        f.finish(form)
    }
}

/// The single days of one week come again in others. Fields: `week` (any day of it), `from`, `until`.
#[derive(Clone, Debug)]
pub struct CopyWeek {
    pub key: CommandKey,
    pub week: NaiveDate,
    pub days: Days,
}

impl CopyWeek {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), week: f.date("week"), days: days(&mut f) };
        f.finish(form)
    }
}

fn name(f: &mut Fields<'_>) -> String {
    f.line("name", 1, PLAN_NAME_MAX)
}

fn days(f: &mut Fields<'_>) -> Days {
    let days = Days { from: f.date("from"), until: f.date("until") };
    if days.until < days.from && !f.has_problem("from") && !f.has_problem("until") {
        f.problem("until", Problem::EndsBeforeStart);
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        list.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
    }

    #[test]
    fn every_field_has_its_problem() {
        let names = |answer: Result<EditSeason, AppError>| -> Vec<String> {
            let Err(AppError::Invalid { fields }) = answer else { panic!("must be refused") };
            fields.into_iter().map(|error| error.field).collect()
        };
        let bad = pairs(&[("season", "x"), ("name", " "), ("from", "x"), ("until", ""), ("sat", "late")]);
        assert_eq!(names(EditSeason::decode(&bad)), ["season", "name", "from", "until", "sat"]);
        let turned = [
            ("season", "00000000-0000-0000-0000-000000000001"),
            ("name", "Exams"),
            ("from", "2027-06-20"),
            ("until", "2027-06-01"),
        ];
        assert_eq!(names(EditSeason::decode(&pairs(&turned))), ["until"]);
    }

    #[test]
    fn a_single_day_is_a_stretch_too() {
        let form = pairs(&[("name", "Easter"), ("from", "2027-03-28"), ("until", "2027-03-28")]);
        let days = AddHoliday::decode(&form).unwrap().days;
        assert_eq!(days.from, days.until);
    }
}
