use chrono::TimeZone;
use proptest::prelude::*;
use rand::{Rng, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use super::*;

fn person(n: u128) -> UserId {
    UserId(Uuid::from_u128(n + 1))
}

fn gift(giver: u128, to: u128, times: i64, points: i64) -> Gift {
    let day = Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap();
    Gift { giver: person(giver), person: person(to), times, points: times * points, first: day, last: day }
}

/// A hundred people who each received up to `most` awards from anybody.
fn honest(seed: u64, most: i64) -> Vec<Gift> {
    let mut dice = StdRng::seed_from_u64(seed);
    let mut gifts = BTreeMap::new();
    for to in 0..100 {
        for _ in 0..dice.random_range(0..=most) {
            let giver = (to + dice.random_range(1..100)) % 100;
            let points = [2, 3, 5, 10, 10, 10, 15][dice.random_range(0..7)];
            let one = gifts.entry((giver, to)).or_insert_with(|| gift(giver, to, 0, 0));
            one.times += 1;
            one.points += points;
        }
    }
    gifts.into_values().collect()
}

/// Everybody of these gives everybody else so many awards of ten.
fn clique(people: std::ops::Range<u128>, times: i64) -> Vec<Gift> {
    let pairs = people.clone().flat_map(|a| people.clone().map(move |b| (a, b))).filter(|(a, b)| a != b);
    pairs.map(|(a, b)| gift(a, b, times, 10)).collect()
}

/// Adds up what names the same two.
fn together(gifts: impl IntoIterator<Item = Gift>) -> Vec<Gift> {
    let mut sums: BTreeMap<_, Gift> = BTreeMap::new();
    for gift in gifts {
        let sum = sums.entry((gift.giver, gift.person)).or_insert(Gift { times: 0, points: 0, ..gift.clone() });
        (sum.times, sum.points) = (sum.times + gift.times, sum.points + gift.points);
    }
    sums.into_values().collect()
}

fn people(ring: &Found) -> Vec<u128> {
    ring.people.iter().map(|person| person.0.as_u128() - 1).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn who_helps_anybody_is_no_ring(seed: u64, most in 1..60_i64) {
        prop_assert_eq!(find(&honest(seed, most)), []);
    }

    #[test]
    fn ten_who_give_each_other_are_found_among_a_hundred(seed: u64, start in 0..80_u128, times in 6..30_i64) {
        // They get a little from others as well, as everybody does.
        let members = start..start + 10;
        let others = honest(seed, 12).into_iter();
        let gifts = together(others.chain(clique(members.clone(), times)));
        let found = find(&gifts);
        prop_assert_eq!(found.iter().map(people).collect::<Vec<_>>(), [members.collect::<Vec<_>>()]);
    }

    #[test]
    fn all_that_is_found_is_a_ring(
        edges in prop::collection::vec((0..12_u128, 0..12_u128, 1..20_i64, 1..16_i64), 0..60)
    ) {
        let gifts = together(edges.into_iter().filter(|(a, b, ..)| a != b).map(|(a, b, n, points)| gift(a, b, n, points)));
        let found = find(&gifts);
        for (n, ring) in found.iter().enumerate() {
            prop_assert!(ring.people.len() >= 2 && ring.people.len() <= *PEOPLE.end());
            prop_assert!(ring.inside <= ring.received && ring.inside * 100 >= ring.received * SHARE);
            prop_assert!(found[..n].iter().all(|other| other.people.is_disjoint(&ring.people)));
        }
    }
}

#[test]
fn who_gives_and_gets_nothing_back_is_no_ring() {
    let fans: Vec<Gift> = (1..9).map(|n| gift(n, 0, 20, 10)).collect();
    assert_eq!(find(&fans), []);
}

#[test]
fn a_round_of_three_is_one() {
    let round = [gift(0, 1, 8, 10), gift(1, 2, 8, 10), gift(2, 0, 8, 10)];
    assert_eq!(find(&round).iter().map(people).collect::<Vec<_>>(), [[0, 1, 2]]);
    let little = round.map(|gift| Gift { points: gift.points / 2, ..gift });
    assert_eq!(find(&little), [], "too little to matter");
}

#[test]
fn two_who_only_serve_each_other_are_one() {
    let pair = |times| vec![gift(0, 1, times, 10), gift(1, 0, times, 10)];
    assert_eq!(find(&pair(10)).iter().map(people).collect::<Vec<_>>(), [[0, 1]]);
    assert_eq!(find(&pair(9)), []);
    let with_others = [pair(10), vec![gift(2, 0, 1, 15), gift(3, 1, 1, 15)]].concat();
    assert_eq!(find(&with_others), [], "an eighth came from others");
}

#[test]
fn strong_ties_stand_out_of_a_loose_community() {
    let loose = (0..60).flat_map(|a| (1..9).map(move |step| gift(a, (a + step) % 60, 2, 10)));
    let gifts = together(loose.chain(clique(0..6, 30)));
    assert_eq!(find(&gifts).iter().map(people).collect::<Vec<_>>(), [vec![0, 1, 2, 3, 4, 5]]);
}

#[test]
fn a_long_chain_does_not_exhaust_the_stack() {
    let mut chain: Vec<Gift> = (0..50_000).map(|n| gift(n, n + 1, 2, 20)).collect();
    chain.push(gift(50_000, 0, 2, 20));
    assert_eq!(find(&chain), []);
}
