use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use domain::ports::BesideError;

/// After so many failures in a row nobody asks any more
const FAILURES: u32 = 3;
/// for so long; then one question is let through.
const PAUSE: Duration = Duration::from_secs(10);

/// Keeps those who search from waiting for a server that does not answer.
#[derive(Default)]
pub(super) struct Breaker(Mutex<State>);

#[derive(Default)]
struct State {
    failures: u32,
    open_until: Option<Instant>,
}

impl Breaker {
    /// # Errors
    /// `Away` while it is open. Of those who come after the pause the first may pass, and the others wait for its answer.
    pub(super) fn must_be_closed(&self) -> Result<(), BesideError> {
        let (mut state, now) = (self.lock(), Instant::now());
        match state.open_until {
            Some(until) if now < until => Err(BesideError::Away("it did not answer a moment ago".into())),
            Some(_) => {
                state.open_until = Some(now + PAUSE);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Counts how it went, and hands it on.
    pub(super) fn note<T>(&self, outcome: Result<T, BesideError>) -> Result<T, BesideError> {
        let mut state = self.lock();
        if outcome.is_ok() {
            *state = State::default();
        } else {
            state.failures += 1;
            if state.failures >= FAILURES {
                state.open_until = Some(Instant::now() + PAUSE);
            }
        }
        outcome
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_after_three_failures_in_a_row_and_lets_one_try() {
        let breaker = Breaker::default();
        let fails = || breaker.note(Err::<(), _>(BesideError::Away(String::new()))).unwrap_err();
        fails();
        fails();
        breaker.note(Ok(())).unwrap();
        fails();
        fails();
        assert!(breaker.must_be_closed().is_ok(), "not in a row");
        fails();
        assert!(breaker.must_be_closed().is_err());
        breaker.lock().open_until = Some(Instant::now());
        assert!(breaker.must_be_closed().is_ok(), "one tries");
        assert!(breaker.must_be_closed().is_err(), "and the others wait for the answer");
        breaker.note(Ok(())).unwrap();
        assert!(breaker.must_be_closed().is_ok());
    }
}
