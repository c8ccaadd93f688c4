//! Which hours hold on a day: what was said of that day alone, else nothing within a holiday, else those of the season, else
//! those of the ordinary week.

use chrono::{Datelike, NaiveDate};

use super::slots::{Availability, WeeklyRange};

/// What differs from the ordinary week for longer than a day.
#[derive(Clone, Debug, Default)]
pub struct Year {
    /// No day has two.
    pub seasons: Vec<Season>,
    /// First and last day of each time off.
    pub holidays: Vec<(NaiveDate, NaiveDate)>,
}

/// Weekly hours that hold from a day to a day.
#[derive(Clone, Debug)]
pub struct Season {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub weekly: Vec<WeeklyRange>,
}

impl Year {
    fn is_off(&self, day: NaiveDate) -> bool {
        self.holidays.iter().any(|&(first, last)| first <= day && day <= last)
    }

    fn season(&self, day: NaiveDate) -> Option<&Season> {
        self.seasons.iter().find(|season| season.first <= day && day <= season.last)
    }
}

/// From and to of a day's hours, in minutes of the local day.
pub(super) fn hours_of(a: &Availability, day: NaiveDate) -> Vec<(i16, i16)> {
    let overridden: Vec<_> = a.overrides.iter().filter(|range| range.day == day).collect();
    if !overridden.is_empty() {
        return overridden.into_iter().map(|range| (range.starts, range.ends)).collect();
    }
    if a.year.is_off(day) {
        return Vec::new();
    }
    let weekday = i16::try_from(day.weekday().number_from_monday()).unwrap_or(1);
    let weekly = a.year.season(day).map_or(&a.weekly, |season| &season.weekly);
    weekly.iter().filter(|range| range.weekday == weekday).map(|range| (range.starts, range.ends)).collect()
}

/// Whether the tutor has taken the day off, rather than having no hours on it.
pub(super) fn is_day_off(a: &Availability, day: NaiveDate) -> bool {
    let mut overridden = a.overrides.iter().filter(|range| range.day == day).peekable();
    match overridden.peek() {
        Some(_) => overridden.all(|range| range.starts == range.ends),
        None => a.year.is_off(day),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use chrono_tz::Tz;

    use super::*;
    use crate::bookings::{Caps, DayRange};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_nearest_word_on_a_day_counts() {
        let weekly = |starts| (1..=7).map(|weekday| WeeklyRange { weekday, starts, ends: 1200 }).collect();
        let mut a = Availability {
            zone: Tz::UTC,
            session: TimeDelta::hours(1),
            before: TimeDelta::zero(),
            after: TimeDelta::zero(),
            notice: TimeDelta::zero(),
            horizon: TimeDelta::days(60),
            caps: Caps::default(),
            weekly: weekly(480),
            overrides: vec![DayRange { day: day("2026-06-05"), starts: 60, ends: 120 }],
            year: Year::default(),
            busy: Vec::new(),
            viewer_busy: Vec::new(),
        };
        a.year.seasons.push(Season { first: day("2026-06-01"), last: day("2026-06-20"), weekly: weekly(600) });
        a.year.seasons.push(Season { first: day("2026-06-21"), last: day("2026-06-21"), weekly: Vec::new() });
        a.year.holidays.push((day("2026-06-04"), day("2026-06-06")));
        let expected = [
            ("2026-05-31", Some((480, 1200)), false),
            ("2026-06-01", Some((600, 1200)), false),
            ("2026-06-04", None, true),
            ("2026-06-05", Some((60, 120)), false),
            ("2026-06-06", None, true),
            ("2026-06-20", Some((600, 1200)), false),
            ("2026-06-21", None, false),
            ("2026-06-22", Some((480, 1200)), false),
        ];
        for (text, hours, off) in expected {
            assert_eq!(hours_of(&a, day(text)), hours.into_iter().collect::<Vec<_>>(), "{text}");
            assert_eq!(is_day_off(&a, day(text)), off, "{text}");
        }
        a.overrides = vec![DayRange { day: day("2026-06-01"), starts: 0, ends: 0 }];
        assert!(is_day_off(&a, day("2026-06-01")));
    }
}
