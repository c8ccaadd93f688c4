use std::time::Duration;

/// How long a job that did not work waits before its next try.
#[derive(Clone, Copy, Debug)]
pub struct BackOff {
    /// The longest wait after the first try; doubles with each further one.
    pub base: Duration,
    /// No wait is longer.
    pub cap: Duration,
}

impl BackOff {
    /// The wait after try number `attempt` (1 for the first): anything between nothing and the doubled base, so that jobs
    /// which failed together do not come back together ("full jitter"). `dice` lies in 0..1.
    pub fn after(self, attempt: i32, dice: f64) -> Duration {
        let doublings = u32::try_from(attempt - 1).unwrap_or(0).min(30);
        self.base.saturating_mul(1 << doublings).min(self.cap).mul_f64(dice.clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACK_OFF: BackOff = BackOff { base: Duration::from_secs(2), cap: Duration::from_mins(10) };

    #[test]
    fn it_doubles_up_to_the_cap() {
        let longest = |attempt| BACK_OFF.after(attempt, 1.0).as_secs();
        assert_eq!([1, 2, 3, 8, 9, 10, 99, i32::MAX].map(longest), [2, 4, 8, 256, 512, 600, 600, 600]);
    }

    #[test]
    fn jitter_takes_any_part_of_it() {
        assert_eq!(BACK_OFF.after(3, 0.0), Duration::ZERO);
        assert_eq!(BACK_OFF.after(3, 0.25), Duration::from_secs(2));
        assert_eq!(BACK_OFF.after(0, 1.0), Duration::from_secs(2));
    }
}
