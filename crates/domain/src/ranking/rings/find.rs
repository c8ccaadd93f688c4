use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use contract::UserId;
use serde::{Deserialize, Serialize};

/// How large a ring can be; more people are a community.
pub(super) const PEOPLE: std::ops::RangeInclusive<usize> = 3..=50;
/// Of what they received, so many percent came from inside.
const SHARE: i64 = 80;
/// Points that each received from inside, on average.
const POINTS: i64 = 60;
/// Who gave somebody fewer awards than this has met them once.
const TIMES: i64 = 2;
/// Points from one to another below which they are not connected. The strongest ties are tried first: people who give each
/// other much stand out before those come in who are tied to them loosely.
const STRENGTHS: [i64; 6] = [320, 160, 80, 40, 20, 10];
/// Whoever received less than so many percent from inside is no part of it, whoever else they know.
const OWN_SHARE: i64 = 50;
/// Two alone need more: somebody who asks and somebody who answers are nothing strange. So many percent, and awards each way.
const PAIR_SHARE: i64 = 90;
const PAIR_TIMES: i64 = 10;

/// What one person gave another: all awards together, before the guards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gift {
    pub giver: UserId,
    pub person: UserId,
    /// Awards.
    pub times: i64,
    pub points: i64,
    pub first: DateTime<Utc>,
    pub last: DateTime<Utc>,
}

/// People who give mostly to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub people: BTreeSet<UserId>,
    /// What they received, and how much of that from each other.
    pub received: i64,
    pub inside: i64,
}

/// The groups in which everybody is reached by what others of the group give, by strong gifts alone, and which received
/// almost nothing from elsewhere. None shares anybody with another; where a larger and a smaller one would do, the one that
/// is tied more strongly.
///
/// Takes time in proportion to the gifts. `gifts` names each pair of giver and person at most once.
pub(super) fn find(gifts: &[Gift]) -> Vec<Found> {
    let mut received: Received<'_> = BTreeMap::new();
    for gift in gifts {
        received.entry(gift.person).or_default().push(gift);
    }
    let (mut found, mut taken) = (Vec::new(), BTreeSet::new());
    for strength in STRENGTHS {
        let strong = gifts.iter().filter(|gift| gift.times >= TIMES && gift.points >= strength);
        for people in circles(strong).into_iter().filter(|people| people.len() <= *PEOPLE.end()) {
            if let Some(ring) = measured(without_others(people, &received), &received)
                && ring.people.is_disjoint(&taken)
            {
                taken.extend(ring.people.iter().copied());
                found.push(ring);
            }
        }
    }
    found
}

/// What each person got.
type Received<'a> = BTreeMap<UserId, Vec<&'a Gift>>;

fn got<'a>(person: UserId, received: &'a Received<'a>) -> impl Iterator<Item = &'a Gift> {
    received.get(&person).into_iter().flatten().copied()
}

/// Without those who got most of what they received from elsewhere, and whoever is left like that without them.
fn without_others(mut people: BTreeSet<UserId>, received: &Received<'_>) -> BTreeSet<UserId> {
    loop {
        let belongs = |person: &UserId| {
            let inside = got(*person, received).filter(|gift| people.contains(&gift.giver)).map(|gift| gift.points);
            let all = got(*person, received).map(|gift| gift.points);
            inside.sum::<i64>() * 100 >= all.sum::<i64>() * OWN_SHARE
        };
        let left: BTreeSet<UserId> = people.iter().copied().filter(belongs).collect();
        if left.len() == people.len() {
            return left;
        }
        people = left;
    }
}

fn measured(people: BTreeSet<UserId>, received: &Received<'_>) -> Option<Found> {
    let all: i64 = people.iter().flat_map(|person| got(*person, received)).map(|gift| gift.points).sum();
    let gifts = || people.iter().flat_map(|person| got(*person, received)).filter(|gift| people.contains(&gift.giver));
    let inside: i64 = gifts().map(|gift| gift.points).sum();
    let is_ring = if people.len() == 2 {
        inside * 100 >= all * PAIR_SHARE && gifts().all(|gift| gift.times >= PAIR_TIMES)
    } else {
        PEOPLE.contains(&people.len()) && inside * 100 >= all * SHARE
    };
    let enough = inside >= POINTS * i64::try_from(people.len()).unwrap_or(i64::MAX);
    (is_ring && enough).then_some(Found { people, received: all, inside })
}

/// Groups of at least two in which everybody reaches everybody: the strongly connected components, by the two walks of
/// Kosaraju, without recursion.
fn circles<'a>(gifts: impl Iterator<Item = &'a Gift>) -> Vec<BTreeSet<UserId>> {
    let (mut to, mut from) = (Ways::new(), Ways::new());
    for gift in gifts {
        to.entry(gift.giver).or_default().push(gift.person);
        from.entry(gift.person).or_default().push(gift.giver);
    }
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    for start in to.keys() {
        order.extend(walk(*start, &to, &mut seen));
    }
    let mut seen = BTreeSet::new();
    let circles = order.iter().rev().map(|start| walk(*start, &from, &mut seen).into_iter().collect::<BTreeSet<_>>());
    circles.filter(|people| people.len() >= 2).collect()
}

type Ways = BTreeMap<UserId, Vec<UserId>>;

/// Everybody who is reached and was not seen before, each after all whom they reach.
fn walk(start: UserId, ways: &Ways, seen: &mut BTreeSet<UserId>) -> Vec<UserId> {
    let mut done = Vec::new();
    if !seen.insert(start) {
        return done;
    }
    let next = |person: &UserId| ways.get(person).map(Vec::as_slice).unwrap_or_default().iter();
    let mut path = vec![(start, next(&start))];
    while let Some((person, others)) = path.last_mut() {
        if let Some(other) = others.find(|other| !seen.contains(other)) {
            seen.insert(*other);
            path.push((*other, next(other)));
        } else {
            done.push(*person);
            path.pop();
        }
    }
    done
}

#[cfg(test)]
#[path = "find_tests.rs"]
mod tests;
