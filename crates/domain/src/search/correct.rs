use crate::Ctx;

/// The words with each one that is nearly a word of a subject put right; `None` if there is nothing to put right.
pub(super) async fn correct(ctx: &Ctx, words: &str) -> Result<Option<String>, sqlx::Error> {
    let typed: Vec<String> = words.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let nearest = sqlx::query_scalar!(
        r#"SELECT near.word AS "word?"
           FROM unnest($1::text[]) WITH ORDINALITY AS typed (word, place)
           LEFT JOIN LATERAL (
               SELECT known.word
               FROM (SELECT DISTINCT regexp_split_to_table(search.folded(s.name || ' ' || s.words), '\s+') AS word
                     FROM tutors.public_subject s) known
               WHERE similarity(known.word, search.folded(typed.word)) >= 0.25
               ORDER BY similarity(known.word, search.folded(typed.word)) DESC, known.word LIMIT 1) near ON true
           ORDER BY typed.place"#,
        &typed,
    )
    .fetch_all(&ctx.db)
    .await?;
    let put_right: Vec<&str> = typed
        .iter()
        .zip(&nearest)
        .map(|(typed, near)| near.as_deref().filter(|near| is_slip(typed, near)).unwrap_or(typed))
        .collect();
    let corrected = put_right.join(" ");
    Ok((corrected != typed.join(" ")).then_some(corrected))
}

/// Whether one is likely the other, mistyped. Short words are left alone: too many are alike.
fn is_slip(typed: &str, near: &str) -> bool {
    let (a, b) = (typed.chars().count(), near.chars().count());
    a >= 4 && a.abs_diff(b) <= 2 && typed.chars().next() == near.chars().next()
}
