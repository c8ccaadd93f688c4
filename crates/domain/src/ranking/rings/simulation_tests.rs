//! A month of ten people who give each other whatever they can, among a hundred who just help, by the real guards and the real
//! search. Measured by an honest hour a day: one review of a middle-sized piece of code, of which one suggestion is accepted.
//!
//! Three kinds of ring are tried. The greedy one is bounded by the damping of pairs alone until the first night, and by the hold
//! from then on. The hidden one keeps below the share that would give it away, so it has to earn the rest from others, which is
//! honest work. The third is new and has not worked at all.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use contract::UserId;
use uuid::Uuid;

use super::{Gift, find::find};
use crate::ranking::{
    PAIR_DAYS, TRUSTED_AT,
    due::{Earned, due},
    reason,
};

const MONTH: i64 = 30;
const RING: u128 = 10;
const HONEST: u128 = 100;

/// An award that somebody's click gave.
#[derive(Clone)]
struct Click {
    at: DateTime<Utc>,
    giver: u128,
    person: u128,
    base: i32,
}

fn points(slug: &str) -> i32 {
    reason(slug).unwrap().points
}

fn morning(day: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap() + TimeDelta::days(day)
}

/// Each honest person has one suggestion accepted a day, by somebody else each time.
fn honest_clicks() -> Vec<Click> {
    let click = |person: u128, day: i64| {
        let step = 1 + u128::try_from(day).unwrap() * 3 % (HONEST - 1);
        Click { at: morning(day), giver: (person + step) % HONEST, person, base: points("suggestion_accepted") }
    };
    (0..MONTH).flat_map(|day| (0..HONEST).map(move |person| click(person, day))).collect()
}

fn members() -> impl Iterator<Item = u128> + Clone {
    HONEST..HONEST + RING
}

/// Each of the ring has so many suggestions a day accepted by each other.
fn ring_clicks(times: i64, every: i64) -> Vec<Click> {
    let mut clicks = Vec::new();
    for day in (0..MONTH).filter(|day| day % every == 0) {
        for (giver, person) in members().flat_map(|a| members().map(move |b| (a, b))).filter(|(a, b)| a != b) {
            let click = |n| Click {
                at: morning(day) + TimeDelta::seconds(n),
                giver,
                person,
                base: points("suggestion_accepted"),
            };
            clicks.extend((0..times).map(click));
        }
    }
    clicks
}

fn id(person: u128) -> UserId {
    UserId(Uuid::from_u128(person + 1))
}

/// What a search at the end of a day sees.
fn gifts(clicks: &[Click], day: i64) -> Vec<Gift> {
    let mut gifts: BTreeMap<_, Gift> = BTreeMap::new();
    for click in clicks.iter().filter(|click| click.at < morning(day + 1)) {
        let (giver, person) = (id(click.giver), id(click.person));
        let fresh = Gift { giver, person, times: 0, points: 0, first: click.at, last: click.at };
        let gift = gifts.entry((giver, person)).or_insert(fresh);
        (gift.times, gift.points, gift.last) = (gift.times + 1, gift.points + i64::from(click.base), click.at);
    }
    gifts.into_values().collect()
}

/// Who was found on some night, everybody together.
fn caught(clicks: &[Click]) -> Vec<Vec<UserId>> {
    let mut rings: Vec<_> = (0..MONTH)
        .flat_map(|day| find(&gifts(clicks, day)))
        .map(|ring| ring.people.into_iter().collect::<Vec<_>>())
        .collect();
    rings.sort();
    rings.dedup();
    rings
}

/// What others' clicks gave each person in the month, when what the people of `held` gave each other is on hold.
fn counted(clicks: &[Click], own: impl Fn(u128) -> i64, held: &[Vec<UserId>]) -> BTreeMap<u128, i32> {
    let mut order: Vec<&Click> = clicks.iter().collect();
    order.sort_by_key(|click| (click.at, click.giver, click.person));
    let mut before: BTreeMap<(u128, u128), Vec<DateTime<Utc>>> = BTreeMap::new();
    let mut days: BTreeMap<(u128, i64), Vec<Earned>> = BTreeMap::new();
    for click in order {
        let pair = before.entry((click.giver.min(click.person), click.giver.max(click.person))).or_default();
        let k = pair.iter().filter(|at| **at > click.at - TimeDelta::days(PAIR_DAYS)).count();
        pair.push(click.at);
        let is_held = held.iter().any(|ring| ring.contains(&id(click.giver)) && ring.contains(&id(click.person)));
        days.entry((click.person, (click.at - morning(0)).num_days())).or_default().push(Earned {
            base: click.base,
            back: 0,
            given: Some(u32::try_from(k).unwrap()),
            trusted: own(click.giver) >= TRUSTED_AT,
            held: is_held,
        });
    }
    let mut sums = BTreeMap::new();
    for ((person, _), day) in days {
        *sums.entry(person).or_default() += due(&day).iter().map(|due| due.value).sum::<i32>();
    }
    sums
}

/// Points of a person and day, times a hundred.
fn daily(sums: &BTreeMap<u128, i32>, people: impl Iterator<Item = u128> + Clone) -> i32 {
    let count = i32::try_from(people.clone().count()).unwrap();
    people.map(|person| sums.get(&person).copied().unwrap_or_default()).sum::<i32>() * 100
        / count
        / i32::try_from(MONTH).unwrap()
}

/// A review of up to 150 lines, and what its author accepted, times a hundred.
fn honest_hour() -> i32 {
    let clicks = honest_clicks();
    points("review_published") * 2 * 100 + daily(&counted(&clicks, |_| 100, &caught(&clicks)), 0..HONEST)
}

#[test]
fn honest_people_are_not_caught_and_get_what_they_earn() {
    assert_eq!(caught(&honest_clicks()), Vec::<Vec<UserId>>::new());
    assert!(honest_hour() >= 1_000, "{}", honest_hour());
}

#[test]
fn the_guards_alone_leave_a_greedy_ring_less_than_an_honest_hour() {
    let clicks = [honest_clicks(), ring_clicks(3, 1)].concat();
    let gain = daily(&counted(&clicks, |_| TRUSTED_AT, &[]), members());
    assert!(gain < honest_hour(), "{gain} of {}", honest_hour());
}

#[test]
fn a_greedy_ring_is_caught_and_is_left_with_nothing() {
    let clicks = [honest_clicks(), ring_clicks(3, 1)].concat();
    let rings = caught(&clicks);
    assert_eq!(rings, [members().map(id).collect::<Vec<_>>()]);
    assert_eq!(daily(&counted(&clicks, |_| TRUSTED_AT, &rings), members()), 0);
}

#[test]
fn a_ring_that_hides_among_honest_work_gains_less_than_that_work() {
    // One suggestion for each every other day from inside, and as much again as a quarter of it from others.
    let inside = ring_clicks(1, 2);
    let honest = (0..MONTH).flat_map(|day| {
        members().flat_map(move |person| {
            (0..2_u128).map(move |n| {
                let giver = (person * 7 + u128::try_from(day).unwrap() * 13 + n * 31) % HONEST;
                Click { at: morning(day), giver, person, base: points("suggestion_accepted") }
            })
        })
    });
    let from_others: Vec<Click> = honest.collect();
    let clicks = [honest_clicks(), inside, from_others.clone()].concat();
    assert_eq!(caught(&clicks), Vec::<Vec<UserId>>::new(), "below the share");
    let own = |_| TRUSTED_AT;
    let without = [honest_clicks(), from_others].concat();
    let gain = daily(&counted(&clicks, own, &[]), members()) - daily(&counted(&without, own, &[]), members());
    assert!(gain < honest_hour(), "{gain} of {}", honest_hour());
}

#[test]
fn a_ring_that_has_not_worked_gives_nothing_at_all() {
    let clicks = ring_clicks(3, 1);
    assert_eq!(daily(&counted(&clicks, |_| TRUSTED_AT - 1, &[]), members()), 0);
}
