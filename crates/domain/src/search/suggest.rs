use contract::tutors::{Search, Suggestion, SuggestionKind, WORDS_MAX};

use crate::Ctx;

/// What somebody may be about to type: at most four subjects and four tutors.
pub async fn suggest(ctx: &Ctx, words: &str) -> Result<Vec<Suggestion>, sqlx::Error> {
    let words: String = words.trim().chars().take(WORDS_MAX).collect();
    if words.chars().count() < 2 {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"(SELECT s.name AS "label!", s.slug AS "key!", true AS "is_subject!"
            FROM tutors.public_subject s
            CROSS JOIN LATERAL (SELECT starts_with(search.folded(s.name), search.folded($1)) AS by_name,
                                       EXISTS (SELECT FROM regexp_split_to_table(search.folded(s.name || ' ' || s.words), '\s+') w
                                               WHERE starts_with(w, search.folded($1))) AS by_word,
                                       similarity(search.folded(s.name), search.folded($1)) AS alike) m
            WHERE m.by_name OR m.by_word OR m.alike >= 0.4
            ORDER BY m.by_name DESC, m.by_word DESC, m.alike DESC, s.name LIMIT 4)
           UNION ALL
           (SELECT t.name, t.handle, false
            FROM (SELECT x.name, x.handle, x.tutor_id FROM search.card x
                  WHERE x.folded LIKE search.folded($2) || '%' OR x.folded LIKE '% ' || search.folded($2) || '%'
                  LIMIT 200) t
            JOIN search.entry e ON e.tutor_id = t.tutor_id
            ORDER BY e.quality DESC, t.handle LIMIT 4)"#,
        words,
        escaped(&words),
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(rows.into_iter().map(|row| suggestion(row.label, row.key, row.is_subject)).collect())
}

fn suggestion(label: String, key: String, is_subject: bool) -> Suggestion {
    if is_subject {
        let href = Search { subject: Some(key), ..Search::default() }.href(|_| ());
        return Suggestion { label, kind: SuggestionKind::Subject, href };
    }
    Suggestion { label, kind: SuggestionKind::Tutor, href: format!("/tutors/{key}") }
}

/// For `LIKE`, without signs that mean something to it.
fn escaped(words: &str) -> String {
    words.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::testing::library;

    #[tokio::test]
    async fn subjects_by_name_and_by_other_words_and_tutors_by_each_name() {
        let stage = library().await;
        let labels = async |words: &str| {
            let found = suggest(&stage.ctx, words).await.unwrap();
            found.into_iter().map(|s| (s.label, s.href)).collect::<Vec<_>>()
        };
        let algebra = ("Algebra".to_owned(), "/tutors?subject=algebra".to_owned());
        assert_eq!(labels("alge").await.first(), Some(&algebra));
        assert_eq!(labels("algebar").await.first(), Some(&algebra));
        assert!(labels("calcul").await.iter().any(|(label, _)| label == "Analysis"));
        assert!(labels("muller").await.contains(&("Zoë Müller".to_owned(), "/tutors/zoe".to_owned())));
        assert!(labels("%%").await.is_empty());
        assert!(labels("a").await.is_empty(), "too short to say anything");
    }
}
