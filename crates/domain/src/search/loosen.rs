use contract::tutors::Search;
use sqlx::QueryBuilder;

use super::{
    candidates::{CAP, Match, push_asked, push_candidates},
    model::{Loosened, Part},
};
use crate::Ctx;

/// Which single part of the question, left out, gives how many tutors: the most first, none that helps nothing.
pub async fn loosen(ctx: &Ctx, search: &Search) -> Result<Vec<Loosened>, sqlx::Error> {
    let ways: Vec<(Part, Search)> =
        Part::ALL.into_iter().filter_map(|part| Some((part, part.taken_from(search)?))).collect();
    if ways.is_empty() {
        return Ok(Vec::new());
    }
    let counts = counts(ctx, search, &ways).await?;
    let mut loosened: Vec<Loosened> = ways
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|((part, search), count)| Loosened { part, search, count: count.min(CAP), capped: count > CAP })
        .collect();
    loosened.sort_by_key(|way| std::cmp::Reverse(way.count));
    Ok(loosened)
}

/// One statement for all ways; the counts in their order.
async fn counts(ctx: &Ctx, search: &Search, ways: &[(Part, Search)]) -> Result<Vec<i64>, sqlx::Error> {
    let mut sql = QueryBuilder::new("");
    push_asked(&mut sql, &search.words);
    sql.push(" SELECT ARRAY[");
    for (place, (_, way)) in ways.iter().enumerate() {
        sql.push(if place == 0 { "" } else { ", " }).push("(SELECT count(*) FROM (");
        push_candidates(&mut sql, Match::of(way), way);
        sql.push(") c)");
    }
    sql.push("]");
    sql.build_query_scalar().persistent(false).fetch_one(&ctx.db).await
}
