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
                  WHERE x.folded LIKE search.for_like(search.folded($1)) || '%' OR x.folded LIKE '% ' || search.for_like(search.folded($1)) || '%'
                  LIMIT 200) t
            JOIN search.entry e ON e.tutor_id = t.tutor_id
            ORDER BY e.quality DESC, t.handle LIMIT 4)"#,
        words,
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

#[cfg(test)]
mod tests {
    use contract::tutors::Level;

    use super::*;
    use crate::search::{
        rebuild_all,
        testing::{library, teaches},
    };

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

    #[tokio::test]
    async fn signs_of_the_database_are_letters_like_others() {
        let stage = library().await;
        teaches(&stage, "sale", r"100% Sale_s \o/", ("algebra", Level::School), 2000, &["en"]).await;
        rebuild_all(&stage.ctx, |_| ()).await.unwrap();
        let tutors = async |words: &str| {
            let found = suggest(&stage.ctx, words).await.unwrap();
            found.into_iter().filter(|s| s.kind == SuggestionKind::Tutor).map(|s| s.href).collect::<Vec<_>>()
        };
        for words in ["100%", "100% Sa", "sale_", r"\o", r"100% Sale_s \o/", "１００％"] {
            assert_eq!(tutors(words).await, ["/tutors/sale"], "{words}");
        }
        // As signs of LIKE they would stand for anything: the wide ones are folded to plain ones.
        for words in ["%%", "__", "％％", "＿＿", "1_0%", "b％b", "z＿e", r"\\", r"\%", "＼％", r"ad\"] {
            assert!(tutors(words).await.is_empty(), "{words}");
        }
    }
}
