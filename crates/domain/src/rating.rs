//! The one formula of ratings, shared by all who show or rank them.

/// What a tutor without any rating is taken for.
pub const SITE_MEAN: f64 = 4.3;
/// How many ratings the site's mean weighs.
pub const SITE_WEIGHT: f64 = 10.0;

/// The mean that few ratings cannot move far: `(C·m + Σr) / (C + n)` with C = 10 and m = the site's mean.
#[expect(clippy::cast_precision_loss, reason = "sums of stars stay far below 2^52")]
pub fn bayesian_mean(sum: i64, count: i64) -> f64 {
    (SITE_WEIGHT * SITE_MEAN + sum as f64) / (SITE_WEIGHT + count as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_ratings_move_little_and_many_decide() {
        assert!((bayesian_mean(0, 0) - SITE_MEAN).abs() < 1e-9);
        assert!(bayesian_mean(5, 1) < 4.4);
        assert!(bayesian_mean(500, 100) > 4.9);
    }
}
