//! Each module owns the schema of its name. Others read what it publishes in views, and point at its ids.

use super::source::{migrations, name, places, rust};

const DOMAIN: &str = "crates/domain/src/";

/// Each schema and where else than in the module of its name SQL may name all of it, and why.
const SCHEMAS: [(&str, &[(&str, &str)]); 12] = [
    ("accounts", &[("demo/", DEMO)]),
    ("tutors", &[("demo/", DEMO)]),
    ("bookings", &[("demo/", DEMO)]),
    ("reviews", &[("demo/", DEMO)]),
    ("ranking", &[("demo/", DEMO)]),
    ("search", &[]),
    ("audit", &[]),
    ("rights", &[]),
    ("messages", &[]),
    ("notifications", &[]),
    (
        "outbox",
        &[("outbox.rs", "keeps events"), ("once.rs", "keeps keys"), ("platform.rs", "prunes keys"), ("demo/", DEMO)],
    ),
    ("apalis", &[]),
];
const DEMO: &str = "fills an empty database in bulk, without the verbs";

#[test]
fn sql_names_its_own_schema_and_what_others_publish() {
    let mut broken = Vec::new();
    for source in rust(DOMAIN) {
        let file = &source.path[DOMAIN.len()..];
        for (schema, also) in SCHEMAS {
            if file.starts_with(&format!("{schema}/")) || also.iter().any(|(place, _)| file.starts_with(place)) {
                continue;
            }
            for table in source.strings.iter().flat_map(|text| tables(text, schema)) {
                if !table.starts_with("public_") {
                    broken.push(format!("{} names {schema}.{table}", source.path));
                }
            }
        }
    }
    assert!(broken.is_empty(), "tables of others:\n{}", broken.join("\n"));
}

/// `<time>_<module>_<verb>.sql`
#[test]
fn a_migration_stays_in_the_schema_that_it_is_named_after() {
    for (path, sql) in migrations() {
        let owner = path.split('_').nth(1).unwrap();
        assert!(SCHEMAS.iter().any(|(schema, _)| *schema == owner), "{path} is named after no schema");
        for (schema, _) in SCHEMAS.iter().filter(|(schema, _)| *schema != owner) {
            let start = format!("{schema}.");
            for at in places(&sql, &start) {
                let refers = sql[..at].trim_end().to_uppercase().ends_with("REFERENCES");
                let table = name(&sql[at + start.len()..]);
                assert!(refers || table.starts_with("public_"), "{path} touches {schema}.{table}");
            }
        }
    }
}

#[test]
fn what_is_published_is_a_view() {
    for (path, sql) in migrations() {
        for (at, _) in sql.match_indices(".public_") {
            let line = sql[..at].lines().next_back().unwrap_or_default().to_uppercase();
            assert!(!line.contains("TABLE "), "{path} publishes a table: {line}");
        }
    }
}

/// The names after `schema.` in a string.
fn tables<'a>(text: &'a str, schema: &str) -> Vec<&'a str> {
    let start = format!("{schema}.");
    let found: Vec<usize> = places(text, &start).collect();
    found.into_iter().map(|at| name(&text[at + start.len()..])).filter(|table| !table.is_empty()).collect()
}
