use std::{
    collections::BTreeSet,
    ops::Bound::{Excluded, Unbounded},
};

use chrono::{Days, NaiveDate};

/// So many days in a row earn a freeze,
pub const FREEZE_EVERY: u32 = 7;
/// and so many are kept at most.
pub const FREEZES: u32 = 2;

/// Where somebody's days in a row stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streak {
    /// Active days up to now. A day that was bridged counts for nothing and breaks nothing.
    pub current: u32,
    pub longest: u32,
    /// Days that may still be missed.
    pub freezes: u32,
}

/// The streak of these active days, as of `today`; all are days in the person's own zone, as it was on each of them.
///
/// A day that is missed uses up a freeze by itself, and breaks the streak when there is none. Forgiven days use up nothing.
/// Today is not over: it is not missed yet.
pub fn streak(active: &BTreeSet<NaiveDate>, forgiven: &BTreeSet<NaiveDate>, today: NaiveDate) -> Streak {
    let mut streak = Streak::default();
    let mut last = None;
    for &day in active {
        if let Some(last) = last {
            streak.miss(missed(last, day, active, forgiven));
        }
        streak.work();
        last = Some(day);
    }
    if let Some(last) = last {
        streak.miss(missed(last, today, active, forgiven));
    }
    streak
}

impl Streak {
    fn work(&mut self) {
        self.current += 1;
        self.longest = self.longest.max(self.current);
        if self.current.is_multiple_of(FREEZE_EVERY) {
            self.freezes = (self.freezes + 1).min(FREEZES);
        }
    }

    fn miss(&mut self, days: u32) {
        if let Some(left) = self.freezes.checked_sub(days) {
            self.freezes = left;
        } else {
            (self.current, self.freezes) = (0, 0);
        }
    }
}

/// The days between two that are neither forgiven nor active.
fn missed(last: NaiveDate, next: NaiveDate, active: &BTreeSet<NaiveDate>, forgiven: &BTreeSet<NaiveDate>) -> u32 {
    // Whoever moved west may be active on what is tomorrow now.
    let Some(first) = last.checked_add_days(Days::new(1)).filter(|first| *first < next) else { return 0 };
    let between = (next - first).num_days();
    let forgiven = forgiven
        .range((Excluded(last), Unbounded))
        .take_while(|day| **day < next)
        .filter(|day| !active.contains(day))
        .count();
    u32::try_from(between).unwrap_or(u32::MAX).saturating_sub(u32::try_from(forgiven).unwrap_or(u32::MAX))
}

#[cfg(test)]
#[path = "count_tests.rs"]
mod tests;
