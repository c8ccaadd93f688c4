use contract::tutors::{Level, Search, language_name};
use sqlx::{FromRow, Postgres, QueryBuilder};

use super::{
    candidates::{CAP, Match, push_asked, push_candidates},
    model::{Facet, Facets, Part},
};
use crate::Ctx;

/// How many tutors each subject, level and language would leave, counted with all the other filters.
pub(super) async fn facets(ctx: &Ctx, matching: Match, search: &Search) -> Result<Facets, sqlx::Error> {
    let rows: Vec<Row> = facets_sql("", matching, search).build_query_as().persistent(false).fetch_all(&ctx.db).await?;
    let mut facets = Facets::default();
    for row in rows {
        match row.kind.as_str() {
            "subject" => facets.subjects.push(row.facet(search.subject.as_deref())),
            "level" => facets.levels.push(row.facet(search.level.map(Level::as_str))),
            "language" => facets.languages.push(row.facet(search.language.as_deref())),
            _ => facets.capped = row.count > CAP,
        }
    }
    for list in [&mut facets.subjects, &mut facets.levels, &mut facets.languages] {
        list.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    }
    Ok(facets)
}

/// All three in one statement, after a prefix.
pub(super) fn facets_sql(prefix: &str, matching: Match, search: &Search) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new(prefix);
    push_asked(&mut sql, &search.words);
    for (name, part) in [("by_subject", Part::Subject), ("by_level", Part::Level), ("by_language", Part::Language)] {
        let others = part.taken_from(search).unwrap_or_else(|| search.clone());
        sql.push(", ").push(name).push(" AS MATERIALIZED (SELECT c.tokens FROM (");
        push_candidates(&mut sql, matching, &others);
        sql.push(") c LIMIT ").push(CAP + 1).push(")");
    }
    push_subjects(&mut sql, search);
    push_levels(&mut sql, search);
    sql.push(
        " UNION ALL (SELECT 'language', substr(k, 2), NULL, count(*) FROM by_language, unnest(tokens) k
          WHERE k LIKE '~%' GROUP BY k)
          UNION ALL SELECT 'size', NULL, NULL, greatest((SELECT count(*) FROM by_subject), (SELECT count(*) FROM by_level),
                                                        (SELECT count(*) FROM by_language))",
    );
    sql
}

/// With a level, only what is taught at it.
fn push_subjects(sql: &mut QueryBuilder<Postgres>, search: &Search) {
    sql.push(
        " SELECT 'subject' AS kind, c.slug AS value, s.name, c.count
          FROM (SELECT split_part(k, '@', 1) AS slug, count(*) AS count FROM by_subject, unnest(tokens) k WHERE ",
    );
    match search.level {
        Some(level) => sql.push("k LIKE ").push_bind(format!("_%@{level}")),
        None => sql.push("k NOT LIKE '%@%' AND k NOT LIKE '~%'"),
    };
    sql.push(" GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 20) c JOIN tutors.public_subject s ON s.slug = c.slug");
}

/// With a subject, only its levels.
fn push_levels(sql: &mut QueryBuilder<Postgres>, search: &Search) {
    let start = format!("{}@", search.subject.as_deref().unwrap_or_default());
    sql.push(
        " UNION ALL (SELECT 'level', split_part(k, '@', 2), NULL, count(*) FROM by_level, unnest(tokens) k
          WHERE starts_with(k, ",
    );
    sql.push_bind(start).push(") GROUP BY k)");
}

#[derive(FromRow)]
struct Row {
    kind: String,
    value: Option<String>,
    name: Option<String>,
    count: i64,
}

impl Row {
    fn facet(self, chosen: Option<&str>) -> Facet {
        let value = self.value.unwrap_or_default();
        let level = value.parse::<Level>().ok().map(|level| level.title().to_owned());
        let language = || language_name(&value).map(str::to_owned);
        let name = self.name.or(level).or_else(language).unwrap_or_else(|| value.clone());
        Facet { name, count: self.count.min(CAP), chosen: chosen == Some(value.as_str()), value }
    }
}
