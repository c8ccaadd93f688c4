use contract::tutors::{PriceLimit, Search};

use crate::Ctx;

/// The question with its price limit in a currency: where it names none, in the one that most charge in. Where nothing is
/// open, the database is not asked.
pub async fn with_currency(ctx: &Ctx, search: Search) -> Result<Search, sqlx::Error> {
    let Some(PriceLimit { minor, currency: None }) = search.max_price else { return Ok(search) };
    let currency = sqlx::query_scalar!(
        r#"SELECT substr(thing, 2) AS "code!" FROM search.tally WHERE thing LIKE '$%' AND count > 0
           ORDER BY count DESC, thing LIMIT 1"#
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(Search { max_price: Some(PriceLimit { minor, currency }), ..search })
}
