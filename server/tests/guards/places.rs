//! Things that have one place each, and things that have none.

use super::source::{Source, migrations, places, rust};

/// All that is compiled into the product.
const EVERYWHERE: [&str; 8] = [
    "app/src",
    "frontend/src",
    "server/src",
    "crates/changes/src",
    "crates/contract/src",
    "crates/domain/src",
    "crates/adapters/src",
    "crates/testkit/src",
];

struct Thing {
    words: &'static [&'static str],
    /// Where it may be named, and why there.
    only: &'static [(&'static str, &'static str)],
}

const THINGS: [Thing; 8] = [
    Thing {
        words: &["leptos_axum"],
        only: &[("app/src/request/", "it is the boundary to HTTP"), ("server/src/router.rs", "registers the pages")],
    },
    Thing {
        words: &["tower_sessions"],
        only: &[("app/src/request/", "it is the boundary to HTTP"), ("server/src/", "stores them")],
    },
    Thing {
        words: &["fred::", "tower_sessions_redis_store"],
        only: &[
            ("crates/adapters/src/redis/", "it is the connection"),
            ("crates/adapters/src/limits/", "counts in Redis"),
            ("server/src/http/sessions/", "keeps sessions in Redis"),
        ],
    },
    Thing {
        words: &["apalis"],
        only: &[
            ("server/src/jobs/", "it is the wrapper"),
            ("crates/testkit/src/template.rs", "the template of all test databases has the queue's tables"),
        ],
    },
    Thing {
        words: &["sqlx::query", "query!", "query_as!", "query_scalar!", "QueryBuilder", "raw_sql"],
        only: &[
            ("crates/domain/src/", "rules and SQL are one"),
            ("server/src/jobs/", "the queue's own table"),
            ("crates/testkit/src/", "makes databases"),
        ],
    },
    Thing {
        words: &["AssertSqlSafe"],
        only: &[("crates/testkit/src/", "the name of a database cannot be a parameter; all of them are made there")],
    },
    Thing {
        words: &["inner_html"],
        only: &[
            ("app/src/ui/icon/mod.rs", "the icons are constants of ours"),
            ("app/src/ui/sheet.rs", "lines and words that markup made safe"),
        ],
    },
    Thing { words: &[".route("], only: &[("server/src/router.rs", "every route stands in a table with its audience")] },
];

#[test]
fn each_thing_is_named_in_its_place_alone() {
    let mut broken = Vec::new();
    for source in everything() {
        for Thing { words, only } in THINGS {
            let word = words.iter().find(|word| source.code.contains(**word));
            if let Some(word) = word
                && !only.iter().any(|(place, _)| source.path.starts_with(place))
            {
                broken.push(format!("{} names {word}", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "out of place:\n{}", broken.join("\n"));
}

#[test]
fn the_queues_tables_are_named_by_its_wrapper_alone() {
    for source in everything().filter(|source| !source.path.starts_with("server/src/jobs/")) {
        let named = source.strings.iter().any(|text| places(text, "apalis.").next().is_some());
        assert!(!named, "{} names a table of apalis", source.path);
    }
}

#[test]
fn sql_names_its_columns_and_pages_by_key() {
    let strings = everything().flat_map(|source| {
        let path = source.path.clone();
        source.strings.into_iter().map(move |text| (path.clone(), text))
    });
    for (path, text) in strings.chain(migrations()) {
        let sql = text.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
        assert!(!sql.contains("SELECT *"), "{path} does not name its columns: {text}");
        // `OFFSET 0` skips nothing: it keeps the planner from merging a subquery into what surrounds it.
        let skips = sql.split(" OFFSET ").skip(1).any(|after| !after.starts_with("0)"));
        assert!(!skips || !sql.contains("SELECT"), "{path} pages by OFFSET: {text}");
    }
}

fn everything() -> impl Iterator<Item = Source> {
    EVERYWHERE.into_iter().flat_map(rust)
}
