//! Quarters of an hour as bits. All masks are laid alike: the place of a quarter is its number since 1970 modulo
//! [`BITS`], so that rows which were counted on different days are compared with one question.

use chrono::{DateTime, Utc};

/// 32 days of quarters: four weeks that are known, and some slack in which a row may be old.
pub(super) const BITS: usize = 32 * 96;
pub(super) const QUARTER_SECONDS: i64 = 15 * 60;

/// Some quarters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mask([u64; BITS / 64]);

impl Mask {
    pub(super) fn empty() -> Self {
        Self([0; BITS / 64])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(super) fn set(&mut self, quarter: i64) {
        let place = place(quarter);
        self.0[place / 64] |= 1 << (place % 64);
    }

    #[cfg(test)]
    pub(super) fn has(&self, quarter: i64) -> bool {
        let place = place(quarter);
        self.0[place / 64] & (1 << (place % 64)) != 0
    }

    /// As Postgres reads `bit(3072)`.
    pub(super) fn text(&self) -> String {
        let bit = |place: usize| if self.0[place / 64] & (1 << (place % 64)) == 0 { '0' } else { '1' };
        (0..BITS).map(bit).collect()
    }
}

/// The quarter's place among the bits.
pub(super) fn place(quarter: i64) -> usize {
    usize::try_from(quarter.rem_euclid(BITS.try_into().unwrap_or(i64::MAX))).unwrap_or(0)
}

/// The quarter that an instant lies in.
pub(super) fn quarter(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(QUARTER_SECONDS)
}

/// The first quarter that does not begin before an instant.
pub(super) fn quarter_from(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(QUARTER_SECONDS)
        + i64::from(at.timestamp().rem_euclid(QUARTER_SECONDS) > 0 || at.timestamp_subsec_nanos() > 0)
}

/// The hour of the week in UTC that a quarter lies in; 0 begins with Monday.
pub(super) fn hour_of_week(quarter: i64) -> i64 {
    // 1970 began on a Thursday.
    (quarter.div_euclid(4) + 3 * 24).rem_euclid(7 * 24)
}
