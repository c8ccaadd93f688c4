//! Levels: level n begins at 50·n·(n−1) points (2 at 100, 5 at 1,000, 10 at 4,500, 20 at 19,000). The database has the same in
//! `ranking.level`.

/// The level of somebody with so many points; everybody has at least the first.
pub fn level(xp: i64) -> i64 {
    let root = (1 + (xp.max(0) * 2).div_euclid(25)).isqrt();
    let near = (1 + root) / 2;
    // The root was rounded down before it was halved: one of these two it is.
    if floor(near + 1) <= xp { near + 1 } else { near }
}

/// The points at which a level begins.
pub fn floor(level: i64) -> i64 {
    50 * level * (level - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_begin_where_the_formula_says() {
        for (n, xp) in [(1, 0), (2, 100), (5, 1_000), (10, 4_500), (20, 19_000)] {
            assert_eq!((floor(n), level(xp)), (xp, n));
        }
        for n in 1..2_000 {
            assert_eq!((level(floor(n)), level(floor(n + 1) - 1)), (n, n));
        }
        assert_eq!(level(-30), 1);
    }
}
