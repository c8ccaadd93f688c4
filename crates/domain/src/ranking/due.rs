//! What an award counts after the guards. A pure function of what was earned: in whatever order the awards became known,
//! it says the same.

use contract::ranking::Why;

/// Points of a day (UTC) that the clicks of others can give a person.
pub const CAP: i32 = 200;
/// Awards between the same two people within so many days count less each time.
pub const PAIR_DAYS: i64 = 30;

/// An award of one person. Those of a day come in the order in which they were earned.
#[derive(Clone, Debug)]
pub(super) struct Earned {
    /// What it is worth.
    pub base: i32,
    /// How much of that was taken back.
    pub back: i32,
    /// Given by somebody else's click, as the so-many-th award between the two within [`PAIR_DAYS`], from 0.
    pub given: Option<u32>,
    /// Whoever gave it has earned enough by their own work.
    pub trusted: bool,
    /// Moderators look at it.
    pub held: bool,
}

/// What an award counts, and why it is less than it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due {
    pub value: i32,
    pub why: Option<Why>,
}

/// What each award of one person and one day counts.
///
/// The k-th award between the same two people (k from 0) counts base ÷ (1 + k), rounded to the nearest; what others give counts
/// up to [`CAP`] in all. What is held, not trusted yet or taken back uses up its place all the same: undoing it raises nothing
/// else.
pub(super) fn due(day: &[Earned]) -> Vec<Due> {
    let mut room = CAP;
    day.iter().map(|award| due_of(award, &mut room)).collect()
}

fn due_of(award: &Earned, room: &mut i32) -> Due {
    let (mut value, mut why) = (award.base, None);
    if let Some(k) = award.given {
        let damped = damped(award.base, k);
        value = damped.min(*room);
        *room -= value;
        why = match (damped < award.base, value < damped) {
            (_, true) => Some(Why::Cap),
            (true, false) => Some(Why::Pair),
            (false, false) => None,
        };
        if !award.trusted {
            (value, why) = (0, Some(Why::Untrusted));
        }
    }
    if award.held {
        (value, why) = (0, Some(Why::Held));
    }
    Due { value: value - part(value, award.back, award.base), why }
}

/// base ÷ (1 + k), rounded to the nearest.
fn damped(base: i32, k: u32) -> i32 {
    let among = i32::try_from(k).unwrap_or(i32::MAX - 1).saturating_add(1);
    base.saturating_mul(2).saturating_add(among) / among.saturating_mul(2)
}

/// value × back ÷ base, rounded up: what is taken back is not kept by rounding.
fn part(value: i32, back: i32, base: i32) -> i32 {
    if base <= 0 { 0 } else { (value * back.clamp(0, base) + base - 1) / base }
}

#[cfg(test)]
#[path = "due_tests.rs"]
mod tests;
