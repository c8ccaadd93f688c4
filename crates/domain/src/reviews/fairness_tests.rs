//! A month in which more is submitted than reviewers can take: the order of the queue alone decides who waits.

use chrono::{DateTime, TimeDelta, Utc};
use contract::reviews::Urgency;

use super::queued_at;
use crate::testing::monday;

/// The head start that the most urgent have.
const A_DAY: TimeDelta = TimeDelta::hours(24);
const MINUTES: i64 = 30 * 24 * 60;

struct Request {
    published: DateTime<Utc>,
    urgency: Urgency,
    language: u64,
}

/// Somebody with time for one review, of one of these languages.
struct Reader {
    comes: DateTime<Utc>,
    languages: Vec<u64>,
}

/// Choices that come out the same every time (SplitMix64, Steele et al. 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// Four languages, from every second submission to one in twenty; about five readers for six submissions, who know one to
/// three languages.
fn a_month(seed: u64) -> (Vec<Request>, Vec<Reader>) {
    let mut dice = Dice(seed);
    let (mut requests, mut readers) = (Vec::new(), Vec::new());
    for minute in 0..MINUTES {
        let now = monday() + TimeDelta::minutes(minute);
        if dice.below(1000) < 60 {
            let language = match dice.below(20) {
                0..10 => 0,
                10..16 => 1,
                16..19 => 2,
                _ => 3,
            };
            let urgency = match dice.below(10) {
                0..5 => Urgency::Whenever,
                5..8 => Urgency::ThisWeek,
                _ => Urgency::Stuck,
            };
            requests.push(Request { published: now, urgency, language });
        }
        if dice.below(1000) < 50 {
            let languages = (0..=dice.below(3)).map(|_| dice.below(4)).collect();
            readers.push(Reader { comes: now, languages });
        }
    }
    (requests, readers)
}

/// Who gets whom: each reader takes the first of their filtered list. `look` sees each choice, with what it was made from.
fn serve<K: Ord>(
    (requests, readers): &(Vec<Request>, Vec<Reader>),
    key: impl Fn(&Request) -> K,
    mut look: impl FnMut(&Request, &[&Request]),
) -> Vec<TimeDelta> {
    let (mut waiting, mut coming, mut waits) = (Vec::new(), requests.iter().peekable(), Vec::new());
    for reader in readers {
        while let Some(request) = coming.next_if(|request| request.published <= reader.comes) {
            waiting.push(request);
        }
        let is_listed = |request: &&&Request| reader.languages.contains(&request.language);
        let list: Vec<&Request> = waiting.iter().filter(is_listed).copied().collect();
        let Some(first) = list.iter().copied().min_by_key(|request| key(request)) else { continue };
        look(first, &list);
        waiting.retain(|request| !std::ptr::eq(*request, first));
        waits.push(reader.comes - first.published);
    }
    waits
}

fn longest(waits: &[TimeDelta]) -> TimeDelta {
    waits.iter().copied().max().unwrap()
}

#[test]
fn nobody_is_overtaken_by_one_who_came_more_than_a_day_later() {
    for seed in 1..=4 {
        let month = a_month(seed);
        let mut overtaken = 0;
        let waits = serve(
            &month,
            |r| queued_at(r.published, r.urgency),
            |first, list| {
                for other in list {
                    assert!(first.published <= other.published + A_DAY, "seed {seed}");
                    overtaken += u32::from(first.published > other.published);
                }
            },
        );
        assert!(waits.len() < month.0.len() * 9 / 10, "there is more than can be taken");
        assert!(overtaken > 100, "what is urgent does come sooner");
    }
}

#[test]
fn waiting_is_longer_than_in_a_plain_queue_by_the_head_start_at_most() {
    for seed in 1..=4 {
        let month = a_month(seed);
        let fair = longest(&serve(&month, |r| queued_at(r.published, r.urgency), |_, _| ()));
        let plain = longest(&serve(&month, |r| r.published, |_, _| ()));
        let ranked = longest(&serve(&month, |r| (std::cmp::Reverse(r.urgency), r.published), |_, _| ()));
        assert!(fair <= plain + A_DAY, "seed {seed}: {fair} against {plain}");
        assert!(
            ranked > plain + A_DAY,
            "seed {seed}: with urgency as a rank people would starve, {ranked} against {plain}"
        );
    }
}
