//! Leagues: each week some 25 people who helped about as much lately, and only the help they give counts. The first five go
//! up a tier for the next week, the last five down; who has not helped for two weeks is in none. Who chose not to be seen, or
//! not to see boards, is in none either.

mod place;
#[cfg(test)]
mod place_tests;
mod table;

pub use place::PlaceInLeagues;
pub use table::{Goes, League, Member, my_league};

use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};

/// How many go up, and how many down; a third of a smaller league.
pub const MOVE: i64 = 5;
/// About so many people.
const SIZE: i32 = 25;

/// The Monday (UTC) of the week of a moment.
fn week(at: DateTime<Utc>) -> NaiveDate {
    at.date_naive().week(Weekday::Mon).first_day()
}

fn begins(week: NaiveDate) -> DateTime<Utc> {
    debug_assert_eq!(week.weekday(), Weekday::Mon);
    week.and_time(chrono::NaiveTime::MIN).and_utc()
}
