//! What a reviewer's marks count. Both formulas stand here alone, and the page about rubrics tells them in words.

/// What somebody counts about whom nothing is known, is this plus the agreement in the middle: 1.
const LEAST: f64 = 0.5;
/// The agreement that everybody begins with. Who guesses comes to a little more than half, so guessing earns next to nothing.
const NEUTRAL: f64 = 0.5;
/// As many examples does it take to count half of what one's own agreement says.
const STRENGTH: f64 = 3.0;
/// How far two levels can be from each other.
const SPAN: f64 = 3.0;

/// One assessment against the reference: `1 − Σ wᵢ·|levelᵢ − referenceᵢ| / (3·Σ wᵢ)` over the criteria, from 0 to 1. Each
/// triple is the criterion's weight, the level and the level of reference. Without criteria there is nothing to disagree on.
pub fn agreement(marks: impl IntoIterator<Item = (u8, u8, u8)>) -> f64 {
    let (mut apart, mut weights) = (0.0, 0.0);
    for (weight, level, reference) in marks {
        apart += f64::from(weight) * f64::from(level.abs_diff(reference));
        weights += f64::from(weight);
    }
    if weights == 0.0 { 1.0 } else { (1.0 - apart / (SPAN * weights)).clamp(0.0, 1.0) }
}

/// What somebody's marks count: `0.5 + (3·0.5 + Σ agreements) / (3 + n)`, between 0.5 and 1.5, and 1 without examples. The
/// mean of the agreements is drawn towards the middle, the less the more examples there are: three lucky ones are no proof.
pub fn weight(agreements: &[f64]) -> f64 {
    let (examples, sum) = agreements.iter().fold((0.0, 0.0), |(n, sum), agreement| (n + 1.0, sum + agreement));
    LEAST + (STRENGTH * NEUTRAL + sum) / (STRENGTH + examples)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    #[test]
    fn who_has_done_nothing_counts_one() {
        assert!((weight(&[]) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn by_hand() {
        // Two criteria, the first counts twice: off by 1 of 3 there, right here.
        assert!((agreement([(2, 1, 2), (1, 3, 3)]) - (1.0 - 2.0 / 9.0)).abs() < 1e-12);
        assert!((weight(&[1.0, 1.0, 1.0]) - 1.25).abs() < 1e-12);
        assert!((agreement([]) - 1.0).abs() < 1e-12);
    }

    fn marks() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
        vec((1_u8..=5, 0_u8..=3, 0_u8..=3), 1..=8)
    }

    proptest! {
        #[test]
        fn agreement_is_bounded_and_whole_only_where_all_levels_are_the_same(marks in marks()) {
            let found = agreement(marks.clone());
            prop_assert!((0.0..=1.0).contains(&found));
            let same = marks.iter().all(|(_, level, reference)| level == reference);
            prop_assert_eq!(found > 1.0 - 1e-9, same);
        }

        #[test]
        fn a_level_nearer_to_the_reference_agrees_more(marks in marks(), at in any::<prop::sample::Index>()) {
            let mut nearer = marks.clone();
            let (_, level, reference) = &mut nearer[at.index(marks.len())];
            prop_assume!(level != reference);
            *level = if *level > *reference { *level - 1 } else { *level + 1 };
            prop_assert!(agreement(nearer) > agreement(marks));
        }

        #[test]
        fn weight_is_bounded_and_does_not_depend_on_the_order(mut agreements in vec(0.0_f64..=1.0, 0..200)) {
            let found = weight(&agreements);
            prop_assert!((0.5..=1.5).contains(&found));
            agreements.reverse();
            prop_assert!((weight(&agreements) - found).abs() < 1e-9);
        }

        #[test]
        fn more_agreement_counts_more(agreements in vec(0.0_f64..0.9, 1..50), at in any::<prop::sample::Index>()) {
            let mut better = agreements.clone();
            better[at.index(agreements.len())] += 0.1;
            prop_assert!(weight(&better) > weight(&agreements));
        }

        #[test]
        fn the_same_agreement_more_often_leads_away_from_the_middle(agreed in 0.0_f64..=1.0, n in 0_usize..100) {
            let distance = |n| weight(&vec![agreed; n]) - 1.0;
            prop_assert!(distance(n + 1).abs() >= distance(n).abs() - 1e-12);
            prop_assert!(distance(n + 1) * (agreed - 0.5) >= 0.0);
        }
    }
}
