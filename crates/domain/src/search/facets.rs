use contract::tutors::{Level, Search, currency_name, language_name};
use sqlx::{FromRow, Postgres, QueryBuilder};

use super::{
    candidates::{CAP, Match, push_asked, push_candidates},
    model::{Facet, Facets, Part},
};
use crate::Ctx;

/// What each facet is counted over: its name in the statement, and the part that the question is without.
const COUNTED: [(&str, Part); 4] = [
    ("by_subject", Part::Subject),
    ("by_level", Part::Level),
    ("by_language", Part::Language),
    ("by_currency", Part::Price),
];

/// How many tutors each subject, level, language and currency would leave, counted with all the other filters.
pub(super) async fn facets(ctx: &Ctx, matching: Match, search: &Search) -> Result<Facets, sqlx::Error> {
    let rows: Vec<Row> = facets_sql("", matching, search).build_query_as().persistent(false).fetch_all(&ctx.db).await?;
    let mut facets = Facets::default();
    let currency = search.price_limit().map(|(_, code)| code);
    for row in rows {
        match row.kind.as_str() {
            "subject" => facets.subjects.push(row.facet(search.subject.as_deref())),
            "level" => facets.levels.push(row.facet(search.level.map(Level::as_str))),
            "language" => facets.languages.push(row.facet(search.language.as_deref())),
            "currency" => facets.currencies.push(row.facet(currency)),
            _ => facets.capped = row.count > CAP,
        }
    }
    if let Some(code) = currency.filter(|code| facets.currencies.iter().all(|facet| facet.value != *code)) {
        let none = Row { kind: String::new(), value: Some(code.to_owned()), name: None, count: 0 };
        facets.currencies.push(none.facet(currency));
    }
    let Facets { subjects, levels, languages, currencies, .. } = &mut facets;
    for list in [subjects, levels, languages, currencies] {
        list.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    }
    Ok(facets)
}

/// All of them in one statement, after a prefix. What the question does not ask for is counted over the question as it
/// is, so that it is walked once.
pub(super) fn facets_sql(prefix: &str, matching: Match, search: &Search) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new(prefix);
    push_asked(&mut sql, &search.words);
    push_counted(&mut sql, "as_asked", matching, search);
    for (name, part) in COUNTED {
        match part.taken_from(search) {
            Some(others) => push_counted(&mut sql, name, matching, &others),
            None => _ = sql.push(", ").push(name).push(" AS NOT MATERIALIZED (SELECT tokens FROM as_asked)"),
        }
    }
    push_subjects(&mut sql, search);
    push_levels(&mut sql, search);
    sql.push(
        " UNION ALL (SELECT 'language', substr(k, 2), NULL, count(*) FROM by_language, unnest(tokens) k
          WHERE k LIKE '~%' GROUP BY k)
          UNION ALL (SELECT 'currency', substr(k, 2), NULL, count(*) FROM by_currency, unnest(tokens) k
          WHERE k LIKE '$%' GROUP BY k)
          UNION ALL SELECT 'size', NULL, NULL, greatest((SELECT count(*) FROM by_subject), (SELECT count(*) FROM by_level),
              (SELECT count(*) FROM by_language), (SELECT count(*) FROM by_currency))",
    );
    sql
}

/// The tokens of those that a question is about.
fn push_counted(sql: &mut QueryBuilder<Postgres>, name: &str, matching: Match, search: &Search) {
    sql.push(", ").push(name).push(" AS MATERIALIZED (SELECT c.tokens FROM (");
    push_candidates(sql, matching, search);
    sql.push(") c LIMIT ").push(CAP + 1).push(")");
}

/// With a level, only what is taught at it.
fn push_subjects(sql: &mut QueryBuilder<Postgres>, search: &Search) {
    sql.push(
        " SELECT 'subject' AS kind, c.slug AS value, s.name, c.count
          FROM (SELECT split_part(k, '@', 1) AS slug, count(*) AS count FROM by_subject, unnest(tokens) k WHERE ",
    );
    match search.level {
        Some(level) => sql.push("k LIKE ").push_bind(format!("_%@{level}")),
        None => sql.push("k NOT LIKE '%@%' AND k NOT LIKE '~%' AND k NOT LIKE '$%'"),
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
        let code = || language_name(&value).or_else(|| currency_name(&value)).map(str::to_owned);
        let name = self.name.or(level).or_else(code).unwrap_or_else(|| value.clone());
        Facet { name, count: self.count.min(CAP), chosen: chosen == Some(value.as_str()), value }
    }
}
