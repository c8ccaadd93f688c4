//! How far one has to look. Ranking all who use a common word takes time in their number, and the best by quality are
//! enough: so the best few are asked first, and how many of them fit says how many must be asked to find a thousand. Each
//! tier has an index of its own (migration `search_engine`).

use sqlx::PgConnection;

use super::candidates::CAP;
use crate::Ctx;

/// How many tutors the tiers 0 to 4 hold, the best by quality; tier 5 is everyone.
pub(super) const SIZES: [i64; 5] = [2_000, 8_000, 32_000, 128_000, 512_000];

/// The best so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tier(usize);

impl Tier {
    pub(super) const BEST: Self = Self(0);
    pub(super) const EVERYONE: Self = Self(SIZES.len());

    /// ` AND …` on `e`; the number stands in the text, so that the planner sees which index it may take.
    pub(super) fn condition(self) -> &'static str {
        [" AND e.tier <= 0", " AND e.tier <= 1", " AND e.tier <= 2", " AND e.tier <= 3", " AND e.tier <= 4", ""][self.0]
    }

    /// Where a thousand are likely to be found, if so many of this tier fit. Always wider than this one.
    pub(super) fn wider(self, fitting: i64) -> Self {
        let Some(&size) = SIZES.get(self.0) else { return Self::EVERYONE };
        // A third more, because chance is not even. Where none fits, the word is rare.
        let needed = size.saturating_mul(CAP + CAP / 3) / fitting.max(1);
        let wide_enough = SIZES.iter().skip(self.0 + 1).position(|size| *size >= needed);
        wide_enough.filter(|_| fitting > 0).map_or(Self::EVERYONE, |steps| Self(self.0 + 1 + steps))
    }

    /// The share of this tier that fits.
    pub(super) fn is_dense(self, fitting: i64) -> bool {
        SIZES.get(self.0).is_some_and(|size| fitting * 200 >= *size)
    }
}

/// Sets anew from which quality on one is in a tier, and moves who has risen or fallen.
pub(super) async fn keep(ctx: &Ctx) -> Result<u64, sqlx::Error> {
    let mut tx = ctx.begin().await?;
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtext('search.tier'))").execute(&mut *tx).await?;
    measure(&mut tx, 1.0).await?;
    let moved = sqlx::query!(
        "UPDATE search.entry e SET tier = should.tier
         FROM (SELECT x.tutor_id, coalesce((SELECT min(t.tier) FROM search.tier t WHERE x.quality >= t.least), 5) AS tier
               FROM search.entry x) should
         WHERE should.tutor_id = e.tutor_id AND e.tier <> should.tier",
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(moved.rows_affected())
}

/// Takes the rows that are there for this share of all that there will be.
pub(super) async fn measure(conn: &mut PgConnection, share: f64) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM search.tier").execute(&mut *conn).await?;
    sqlx::query!(
        "INSERT INTO search.tier (tier, least)
         SELECT size.tier - 1, coalesce((SELECT min(best.quality) FROM (SELECT e.quality FROM search.entry e
                                         ORDER BY e.quality DESC LIMIT greatest(1, ceil(size.of * $2::float8))::bigint) best), 0)
         FROM unnest($1::bigint[]) WITH ORDINALITY AS size (of, tier)",
        &SIZES,
        share,
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_for_where_a_thousand_will_be() {
        assert_eq!(Tier::BEST.wider(0), Tier::EVERYONE, "rare");
        assert_eq!(Tier::BEST.wider(700), Tier(1), "a third of all");
        assert_eq!(Tier::BEST.wider(80), Tier(3), "four of a hundred");
        assert_eq!(Tier::BEST.wider(1), Tier::EVERYONE);
        assert_eq!(Tier(3).wider(900), Tier(4));
        assert_eq!(Tier::EVERYONE.wider(5), Tier::EVERYONE);
    }
}
