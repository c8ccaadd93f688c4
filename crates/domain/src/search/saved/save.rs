use contract::{
    Refusal, SavedId,
    tutors::{SaveSearch, Search},
};

use crate::{
    Ctx, Once,
    accounts::User,
    once,
    search::{Error, terms, words},
};

/// So many questions a person keeps at most.
pub const SAVED_MAX: i64 = 20;
/// Letters and digits of the code with which a mail stops the alerts.
const CODE: usize = 24;

/// Keeps a question for a person. Sent twice, it is kept once.
///
/// # Errors
/// `TooManySaved`.
pub async fn save_search(ctx: &Ctx, user: &User, form: SaveSearch) -> Result<(), Error> {
    let search = Search { after: None, ..form.search };
    let words = words::read(ctx, &search.words).await?;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    // Two forms of one person at a time cannot both be the last that fits.
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('search.saved:' || $1::uuid, 0))", user.id.0)
        .execute(&mut *tx)
        .await?;
    let kept = sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM search.saved WHERE person_id = $1"#, user.id.0)
        .fetch_one(&mut *tx)
        .await?;
    if kept >= SAVED_MAX {
        return Err(Refusal::TooManySaved.into());
    }
    sqlx::query!(
        "INSERT INTO search.saved (id, person_id, name, query, alert, condition, anchors, max_price, code, created_at)
         VALUES ($1, $2, $3, $4, $5, $6::text::tsquery, $7, $8, $9, $10)",
        SavedId(ctx.id()).0,
        user.id.0,
        form.name,
        search.query(),
        form.alert.as_str(),
        terms::condition(&words.query, &search, &std::collections::BTreeSet::new()),
        &anchors(&words, &search),
        search.price_limit().map(|(minor, _)| minor),
        ctx.unguessable(CODE),
        ctx.now(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    metrics::counter!("search_saved_total", "alert" => form.alert.as_str()).increment(1);
    Ok(())
}

/// Lexemes of which whoever fits has at least one, the fewer the better.
fn anchors(words: &words::Words, search: &Search) -> Vec<String> {
    if let Some(taught) = terms::taught(search) {
        return vec![taught];
    }
    // Where a word may be absent, its absence is found by nothing.
    if !words.lexemes.is_empty() && !words.query.contains('!') {
        return words.lexemes.clone();
    }
    if let Some(code) = &search.language {
        return vec![format!("~{code}")];
    }
    search.price_limit().map_or_else(|| vec![String::new()], |(_, code)| vec![format!("${code}")])
}
