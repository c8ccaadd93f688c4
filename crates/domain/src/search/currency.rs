use contract::tutors::{PriceLimit, Search};
use sqlx::{Postgres, QueryBuilder};

use super::CAP;
use crate::Ctx;

/// The question with its price limit in a currency: where it names none, in the one that most of the best tutors charge
/// in. Where nothing is open, the database is not asked.
pub async fn with_currency(ctx: &Ctx, search: Search) -> Result<Search, sqlx::Error> {
    let Some(PriceLimit { minor, currency: None }) = search.max_price else { return Ok(search) };
    let currency = most_common_sql("").build_query_scalar().persistent(false).fetch_optional(&ctx.db).await?;
    Ok(Search { max_price: Some(PriceLimit { minor, currency }), ..search })
}

/// After a prefix.
pub(super) fn most_common_sql(prefix: &str) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new(prefix);
    sql.push(
        "SELECT substr(k, 2)
         FROM (SELECT t.tokens FROM search.tutor t ORDER BY t.quality DESC, t.tutor_id DESC LIMIT ",
    );
    sql.push(CAP).push(") best, unnest(best.tokens) k WHERE k LIKE '$%' GROUP BY k ORDER BY count(*) DESC, k LIMIT 1");
    sql
}
