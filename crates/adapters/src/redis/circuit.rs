use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::time::Instant;

/// How long somebody who did not answer is left alone.
const PAUSE: Duration = Duration::from_secs(3);
/// It has answered, or nobody has asked yet.
const WHOLE: u64 = 0;

/// Remembers whether somebody answers, so that not everybody finds out by waiting. Clones are one.
#[derive(Clone)]
pub(super) struct Circuit(Arc<State>);

struct State {
    began: Instant,
    /// When to ask again, in milliseconds since it began.
    again_at: AtomicU64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Ask,
    Wait,
}

impl Default for Circuit {
    fn default() -> Self {
        Self(Arc::new(State { began: Instant::now(), again_at: AtomicU64::new(WHOLE) }))
    }
}

impl Circuit {
    /// After a pause one is sent to look, and the others go on waiting until that one is back.
    pub(super) fn turn(&self) -> Turn {
        let again_at = self.0.again_at.load(Ordering::Relaxed);
        if again_at == WHOLE {
            return Turn::Ask;
        }
        let later = self.later();
        let mine = again_at <= self.now()
            && self.0.again_at.compare_exchange(again_at, later, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        if mine { Turn::Ask } else { Turn::Wait }
    }

    /// There was an answer. `true` if that is new.
    pub(super) fn answers(&self) -> bool {
        self.0.again_at.swap(WHOLE, Ordering::Relaxed) != WHOLE
    }

    /// There was none. `true` if that is new.
    pub(super) fn fails(&self) -> bool {
        self.0.again_at.swap(self.later(), Ordering::Relaxed) == WHOLE
    }

    pub(super) fn is_whole(&self) -> bool {
        self.0.again_at.load(Ordering::Relaxed) == WHOLE
    }

    fn now(&self) -> u64 {
        u64::try_from(self.0.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn later(&self) -> u64 {
        self.now() + u64::try_from(PAUSE.as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As if the pause had passed.
    async fn pause_is_over(circuit: &Circuit) {
        circuit.0.again_at.store(1, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(2)).await;
    }

    #[tokio::test]
    async fn after_a_pause_one_looks_and_the_others_wait_for_what_it_finds() {
        let circuit = Circuit::default();
        let turns = || [circuit.turn(), circuit.turn()];
        assert_eq!(turns(), [Turn::Ask, Turn::Ask]);
        assert!(circuit.fails() && !circuit.fails(), "it is new once");
        assert_eq!(turns(), [Turn::Wait, Turn::Wait]);
        pause_is_over(&circuit).await;
        assert_eq!(turns(), [Turn::Ask, Turn::Wait]);
        assert!(!circuit.fails() && !circuit.is_whole());
        pause_is_over(&circuit).await;
        assert_eq!(turns(), [Turn::Ask, Turn::Wait]);
        assert!(circuit.answers() && circuit.is_whole() && !circuit.answers());
        assert_eq!(turns(), [Turn::Ask, Turn::Ask]);
    }
}
