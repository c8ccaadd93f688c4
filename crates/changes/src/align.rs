//! Which lines of two texts are the same line. First those whose content each text has once, in the longest order that
//! both share: they say what belongs together, and they say so whatever stands around them. Then, between two of those,
//! the lines that are least frequent.

use std::time::Instant;

use similar::{
    DiffOp,
    algorithms::{Capture, DiffHook, NoFinishHook, Replace, histogram},
};

/// Both texts from top to bottom; the same number in `old` and `new` is the same content. After the `deadline` what is
/// left is compared less closely.
pub(crate) fn align(old: &[u32], new: &[u32], deadline: Option<Instant>) -> Vec<DiffOp> {
    let mut hook = Replace::new(Capture::new());
    let (mut from, mut to) = (0, 0);
    for (a, b) in longest_order(once_in_both(old, new)).into_iter().chain([(old.len(), new.len())]) {
        // The hook gathers what belongs together, and keeps all in memory, so that it cannot fail.
        let Ok(()) = histogram::diff_deadline(&mut NoFinishHook::new(&mut hook), old, from..a, new, to..b, deadline);
        if a < old.len() {
            let Ok(()) = hook.equal(a, b, 1);
        }
        (from, to) = (a + 1, b + 1);
    }
    let Ok(()) = hook.finish();
    hook.into_inner().into_ops()
}

/// Where the lines are that both texts have exactly once, from 0, in the old text's order.
fn once_in_both(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let most = old.iter().chain(new).max().map_or(0, |most| *most as usize + 1);
    let (old_places, new_places) = (once(old, most), once(new, most));
    old.iter().map(|id| *id as usize).filter_map(|id| Some((old_places[id]?, new_places[id]?))).collect()
}

fn once(ids: &[u32], most: usize) -> Vec<Option<usize>> {
    let mut places = vec![None; most];
    let mut again = vec![false; most];
    for (at, id) in ids.iter().enumerate() {
        let id = *id as usize;
        again[id] |= places[id].replace(at).is_some();
    }
    places.into_iter().zip(again).map(|(place, again)| place.filter(|_| !again)).collect()
}

/// The most of them that are in order on both sides, by patience sorting
/// (<https://en.wikipedia.org/wiki/Patience_sorting>).
fn longest_order(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    // The pair on top of each pile, and for each pair the one on top of the pile before.
    let mut tops: Vec<usize> = Vec::new();
    let mut before = Vec::with_capacity(pairs.len());
    for (index, (_, to)) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|top| pairs[*top].1 < *to);
        before.push(pile.checked_sub(1).map(|pile| tops[pile]));
        if pile == tops.len() {
            tops.push(index);
        } else {
            tops[pile] = index;
        }
    }
    let chain = std::iter::successors(tops.last().copied(), |index| before[*index]);
    let mut order: Vec<_> = chain.map(|index| pairs[index]).collect();
    order.reverse();
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The length of the longest order, slowly.
    fn longest(of: &[usize]) -> usize {
        let mut best: Vec<usize> = Vec::new();
        for (at, to) in of.iter().enumerate() {
            best.push(1 + (0..at).filter(|before| of[*before] < *to).map(|before| best[before]).max().unwrap_or(0));
        }
        best.into_iter().max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn no_order_is_longer(places in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(), count in 0..13usize) {
            let places = &places[..count.min(places.len())];
            let order = longest_order(places.iter().copied().enumerate().collect());
            prop_assert!(order.iter().all(|(from, to)| places[*from] == *to));
            prop_assert!(order.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
            prop_assert_eq!(order.len(), longest(places));
        }
    }
}
