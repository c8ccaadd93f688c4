use super::terms::lexemes;
use crate::Ctx;

/// What somebody typed, as the index knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// A `tsquery` in which words that mean the same stand for each other. Empty: words that say nothing, such as "the".
    pub query: String,
    /// All of its lexemes.
    pub lexemes: Vec<String>,
    /// As they were typed, with letters that sound alike made one.
    pub normal: String,
}

/// Reads words as people type them into search engines: all must be there, `"…"` is a phrase, `-` takes away.
pub(super) async fn read(ctx: &Ctx, words: &str) -> Result<Words, sqlx::Error> {
    if words.is_empty() {
        return Ok(Words::default());
    }
    let row = sqlx::query!(
        r#"SELECT ts_rewrite(websearch_to_tsquery('search.words', search.normal($1)),
                             'SELECT asked, taken FROM search.synonym')::text AS "query!", search.normal($1) AS "normal!""#,
        words,
    )
    .fetch_one(&ctx.db)
    .await?;
    Ok(Words { lexemes: lexemes(&row.query), query: row.query, normal: row.normal })
}
