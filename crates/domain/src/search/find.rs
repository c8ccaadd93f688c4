use contract::tutors::Search;

use super::{
    CAP,
    ask::{Ask, Asker},
    candidates::Match,
    cards::{Card, cards},
    correct::correct,
    cursor::Cursor,
    facets::{COUNTED, Counted, Counts, add, facets},
    look::{Found, Key},
    model::{Facets, Hit, Page, Part, Why},
    tally::tally,
    terms::any_with_weight,
};
use crate::{Ctx, bookings::Slot};

/// Tutors on one page.
pub const PAGE: i64 = 24;
/// Free times shown beside each tutor.
const TIMES: usize = 3;

/// A page of tutors, and how many each filter would leave. If nobody is found by the words, they are put right from the
/// names of subjects, and then compared with the names of people; the facets are those of what the words were taken for.
pub async fn find(ctx: &Ctx, search: &Search, asker: Asker) -> Result<(Page, Facets), sqlx::Error> {
    let ask = Ask::read(ctx, search, asker).await?;
    if ask.asks_nothing(search) {
        return everyone(ctx, &ask, search).await;
    }
    let matching = ask.matching(search).await;
    let found = ask.look(ctx, search, &matching).await?;
    if search.words.is_empty() || found.total > 0 {
        return answer(ctx, &ask, search, &matching, found).await;
    }
    let typed = (matching, found);
    let Some(words) = correct(ctx, &search.words).await? else { return by_name(ctx, &ask, search, typed).await };
    let put_right = Search { words: words.clone(), ..search.clone() };
    let corrected = ask.with_words(ctx, &words).await?;
    let found = corrected.look(ctx, &put_right, &Match::Words).await?;
    if found.total == 0 {
        return by_name(ctx, &ask, search, typed).await;
    }
    let (page, facets) = answer(ctx, &corrected, &put_right, &Match::Words, found).await?;
    Ok((Page { did_you_mean: Some(words), ..page }, facets))
}

async fn by_name(
    ctx: &Ctx,
    ask: &Ask,
    search: &Search,
    (matching, found): (Match, Found),
) -> Result<(Page, Facets), sqlx::Error> {
    let named = ask.look(ctx, search, &Match::Name).await?;
    if named.total > 0 {
        return answer(ctx, ask, search, &Match::Name, named).await;
    }
    answer(ctx, ask, search, &matching, found).await
}

/// Nothing is asked: the order is walked, and the counts are those that are kept.
async fn everyone(ctx: &Ctx, ask: &Ask, search: &Search) -> Result<(Page, Facets), sqlx::Error> {
    let (rows, counts) = futures::try_join!(ask.walk(ctx, search), tally(ctx))?;
    let total = counts.get("").copied().unwrap_or_default();
    let page = page(ctx, ask, search, &Match::Everyone, rows, (total, false)).await?;
    let all = || counts.clone();
    let counted = Counted { by_subject: all(), by_level: all(), by_language: all(), by_currency: all(), capped: false };
    Ok((page, facets(ctx, search, counted).await?))
}

async fn answer(
    ctx: &Ctx,
    ask: &Ask,
    search: &Search,
    matching: &Match,
    found: Found,
) -> Result<(Page, Facets), sqlx::Error> {
    let total = (found.total.min(CAP), found.total > CAP);
    let (page, counted) = futures::try_join!(
        page(ctx, ask, search, matching, found.rows, total),
        counted(ctx, ask, search, matching, (&found.facets, total.1))
    )?;
    Ok((page, facets(ctx, search, counted).await?))
}

/// What the question asks for is counted over the question without it; the rest over the question as it is.
async fn counted(
    ctx: &Ctx,
    ask: &Ask,
    search: &Search,
    matching: &Match,
    (facets, capped): (&str, bool),
) -> Result<Counted, sqlx::Error> {
    let without = |part: Part| async move {
        let Some(without) = part.taken_from(search) else { return Ok(None) };
        if ask.asks_nothing(&without) {
            return Ok::<_, sqlx::Error>(Some((tally(ctx).await?, false)));
        }
        let found = ask.look(ctx, &without, matching).await?;
        Ok(Some((counts(&found.facets), found.total > CAP)))
    };
    let [subject, level, language, price] = COUNTED.map(without);
    let others: [_; 4] = futures::try_join!(subject, level, language, price)?.into();
    let capped = capped || others.iter().flatten().any(|(_, more)| *more);
    let [by_subject, by_level, by_language, by_currency] =
        others.map(|other| other.map_or_else(|| counts(facets), |(counts, _)| counts));
    Ok(Counted { by_subject, by_level, by_language, by_currency, capped })
}

fn counts(facets: &str) -> Counts {
    let mut counts = Counts::new();
    add(&mut counts, facets, 1);
    counts
}

async fn page(
    ctx: &Ctx,
    ask: &Ask,
    search: &Search,
    matching: &Match,
    mut rows: Vec<Key>,
    total_capped: (i64, bool),
) -> Result<Page, sqlx::Error> {
    let page = usize::try_from(PAGE).unwrap_or(24);
    let more = rows.len() > page;
    rows.truncate(page);
    let after = |last: &Key| Cursor::text(search.sort, last.price_minor, last.real, last.tutor);
    let next = rows.last().filter(|_| more).map(after);
    let lexemes = if *matching == Match::Everyone { &[] } else { ask.words.lexemes.as_slice() };
    let cards = cards(ctx, &rows, &any_with_weight(lexemes, 'A'), &any_with_weight(lexemes, 'C')).await?;
    let hits = cards.into_iter().map(|card| hit(ctx, ask, search, matching, card)).collect();
    Ok(Page { hits, total_capped, next, did_you_mean: None, asked: search.clone() })
}

fn hit(ctx: &Ctx, ask: &Ask, search: &Search, matching: &Match, card: Card) -> Hit {
    Hit {
        why: why(ask, matching, &card),
        fits_wish: search.when.is_some(),
        times: times(ctx, ask, search, &card),
        tutor_id: card.tutor_id,
        handle: card.handle,
        name: card.name,
        headline: card.headline,
        subjects: card.subjects,
        languages: card.languages,
        price_minor: card.price_minor,
        currency: card.currency,
        rating: card.rating,
        rating_count: card.rating_count,
        taught_count: card.taught_count,
        answer_minutes: card.answer_minutes,
    }
}

/// The next times, of those that were wished for if any were.
fn times(ctx: &Ctx, ask: &Ask, search: &Search, card: &Card) -> Vec<Slot> {
    if search.when.is_some() {
        card.free.next_within(ctx.now(), &ask.spans, TIMES)
    } else {
        card.free.next(ctx.now(), &ask.busy, TIMES)
    }
}

fn why(ask: &Ask, matching: &Match, card: &Card) -> Option<Why> {
    if *matching == Match::Everyone {
        return (card.rating_count >= 5 && card.rating >= 4.5).then_some(Why::BestRated);
    }
    if *matching == Match::Name || card.by_name {
        return Some(Why::Name);
    }
    let named =
        |slug: &str| card.lexemes.get(slug).is_some_and(|of| ask.words.lexemes.iter().any(|word| of.contains(word)));
    let subject = card.subjects.iter().find(|subject| named(&subject.slug));
    Some(match subject {
        Some(subject) => Why::Subject(subject.name.clone()),
        None if card.by_headline => Why::Headline,
        None => Why::Text,
    })
}

/// Which parts of a question can be left out.
pub(super) fn ways(search: &Search) -> Vec<(Part, Search)> {
    Part::ALL.into_iter().filter_map(|part| Some((part, part.taken_from(search)?))).collect()
}

#[cfg(test)]
#[path = "find_tests.rs"]
mod tests;
