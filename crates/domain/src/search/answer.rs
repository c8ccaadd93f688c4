use contract::tutors::Search;
use futures::future::try_join;

use super::{Facets, Page, candidates::Match, facets::facets, find::find};
use crate::Ctx;

/// A page of tutors and its facets, two questions asked at once. Where nobody was found by the words as they were typed,
/// the facets are counted anew, over what the words were taken for.
pub async fn answer(ctx: &Ctx, search: &Search) -> Result<(Page, Facets), sqlx::Error> {
    let typed = Match::of(search);
    let (page, counted) = try_join(find(ctx, search), facets(ctx, typed, search)).await?;
    if page.matching == typed && page.asked == *search {
        return Ok((page, counted));
    }
    let counted = facets(ctx, page.matching, &page.asked).await?;
    Ok((page, counted))
}
