use proptest::prelude::*;

use super::*;

fn given(base: i32, k: u32) -> Earned {
    Earned { base, back: 0, given: Some(k), trusted: true, held: false }
}

fn own(base: i32) -> Earned {
    Earned { given: None, ..given(base, 0) }
}

fn values(day: &[Earned]) -> Vec<i32> {
    due(day).iter().map(|due| due.value).collect()
}

#[test]
fn the_same_two_people_count_less_each_time() {
    let day: Vec<Earned> = (0..6).map(|k| given(10, k)).collect();
    assert_eq!(values(&day), [10, 5, 3, 3, 2, 2]);
    assert_eq!(due(&day).iter().map(|due| due.why).collect::<Vec<_>>()[..2], [None, Some(Why::Pair)]);
}

#[test]
fn what_others_give_ends_at_the_cap_and_own_work_does_not() {
    let mut day: Vec<Earned> = (0..21).map(|_| given(10, 0)).collect();
    day.push(own(15));
    let counted = due(&day);
    assert_eq!(counted[19], Due { value: 10, why: None });
    assert_eq!(counted[20], Due { value: 0, why: Some(Why::Cap) });
    assert_eq!(counted[21], Due { value: 15, why: None });
}

#[test]
fn what_is_held_or_not_trusted_counts_nothing_and_keeps_its_place() {
    let day = [Earned { trusted: false, ..given(150, 0) }, Earned { held: true, ..given(40, 0) }, given(40, 0)];
    assert_eq!(values(&day), [0, 0, 10]);
    assert_eq!(due(&day)[0].why, Some(Why::Untrusted));
    assert_eq!(due(&day)[1].why, Some(Why::Held));
    assert_eq!(values(&[Earned { trusted: false, ..own(5) }]), [5], "own work needs nobody's trust");
}

#[test]
fn what_is_taken_back_takes_its_part() {
    for (back, left) in [(0, 10), (1, 9), (5, 5), (10, 0), (99, 0)] {
        assert_eq!(values(&[Earned { back, ..given(10, 0) }]), [left]);
    }
    assert_eq!(values(&[Earned { back: 3, ..given(10, 2) }]), [2], "of 3 that it counted, one goes");
}

prop_compose! {
    fn any_award()(base in 0..120i32, back in 0..140i32, k in prop::option::of(0..9u32), trusted: bool, held: bool) -> Earned {
        Earned { base, back: back.min(base), given: k, trusted, held }
    }
}

proptest! {
    #[test]
    fn nothing_counts_more_than_it_is_worth_and_nothing_less_than_none(day in prop::collection::vec(any_award(), 0..40)) {
        for (award, due) in day.iter().zip(due(&day)) {
            prop_assert!((0..=award.base).contains(&due.value));
            prop_assert!(due.value == award.base - award.back || due.why.is_some() || award.back > 0);
        }
    }

    #[test]
    fn what_others_give_stays_under_the_cap(day in prop::collection::vec(any_award(), 0..80)) {
        let given: i32 = day.iter().zip(due(&day)).filter(|(award, _)| award.given.is_some()).map(|(_, due)| due.value).sum();
        prop_assert!(given <= CAP);
    }

    #[test]
    fn undoing_one_never_raises_another(day in prop::collection::vec(any_award(), 1..30), which: prop::sample::Index) {
        let before = due(&day);
        let mut after = day.clone();
        let nth = which.index(day.len());
        after[nth].back = after[nth].base;
        for (n, (before, after)) in before.iter().zip(due(&after)).enumerate() {
            prop_assert_eq!(n == nth || before.value == after.value, true);
        }
    }

    #[test]
    fn the_slow_and_obvious_way_says_the_same(day in prop::collection::vec(any_award(), 0..40)) {
        prop_assert_eq!(values(&day), slowly(&day));
    }
}

/// Each award by itself, in floating point, with all before it counted again.
fn slowly(day: &[Earned]) -> Vec<i32> {
    let worth = |award: &Earned| match award.given {
        Some(k) => (f64::from(award.base) / f64::from(k + 1)).round(),
        None => f64::from(award.base),
    };
    (0..day.len())
        .map(|nth| {
            let award = &day[nth];
            let before: f64 = day[..nth].iter().filter(|one| one.given.is_some()).map(worth).sum();
            let room = if award.given.is_some() { (f64::from(CAP) - before).max(0.0) } else { f64::MAX };
            let blind = award.held || (award.given.is_some() && !award.trusted);
            let value = if blind { 0.0 } else { worth(award).min(room) };
            let kept = if award.base == 0 { 0.0 } else { 1.0 - f64::from(award.back) / f64::from(award.base) };
            #[expect(clippy::cast_possible_truncation, reason = "points are small")]
            let points = (value * kept + 1e-9).floor() as i32;
            points
        })
        .collect()
}
