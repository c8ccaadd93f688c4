use contract::tutors::Search;
use futures::future::try_join_all;

use super::{
    CAP,
    ask::{Ask, Asker},
    candidates::Match,
    find::ways,
    model::Loosened,
    tally::tally,
};
use crate::Ctx;

/// Which single part of the question, left out, gives how many tutors: the most first, none that helps nothing.
pub async fn loosen(ctx: &Ctx, search: &Search, asker: Asker) -> Result<Vec<Loosened>, sqlx::Error> {
    let ask = Ask::read(ctx, search, asker).await?;
    let counted = try_join_all(ways(search).into_iter().map(|(part, search)| {
        let ask = &ask;
        async move {
            let count = count(ctx, ask, &search).await?;
            Ok::<_, sqlx::Error>(Loosened { part, search, count: count.min(CAP), capped: count > CAP })
        }
    }))
    .await?;
    let mut loosened: Vec<Loosened> = counted.into_iter().filter(|way| way.count > 0).collect();
    loosened.sort_by_key(|way| std::cmp::Reverse(way.count));
    Ok(loosened)
}

async fn count(ctx: &Ctx, ask: &Ask, search: &Search) -> Result<i64, sqlx::Error> {
    if ask.asks_nothing(search) {
        return Ok(tally(ctx).await?.get("").copied().unwrap_or_default());
    }
    let matching = if search.words.is_empty() { Match::Everyone } else { Match::Words };
    Ok(ask.look(ctx, search, &matching).await?.total)
}
