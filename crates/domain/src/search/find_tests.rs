use contract::tutors::{Level, PriceLimit, Sort};

use super::*;
use crate::{
    search::{Facets, Part, answer, loosen, rebuild_all, testing::library, with_currency},
    testing::Stage,
};

fn words(words: &str) -> Search {
    Search { words: words.into(), ..Search::default() }
}

async fn names(stage: &Stage, search: &Search) -> Vec<String> {
    find(&stage.ctx, search).await.unwrap().hits.into_iter().map(|hit| hit.handle).collect()
}

async fn facets(stage: &Stage, search: &Search) -> Facets {
    answer(&stage.ctx, search).await.unwrap().1
}

#[tokio::test]
async fn by_words_of_any_kind() {
    let stage = library().await;
    for (typed, handle) in [
        ("algebra", "ada"),
        ("calculus", "zoe"),
        ("js", "bob"),
        ("muller", "zoe"),
        ("MÜLLER", "zoe"),
        ("zoe", "zoe"),
        ("amharic", "ada"),
        ("lovelace algebra", "ada"),
    ] {
        assert_eq!(names(&stage, &words(typed)).await, [handle], "{typed}");
    }
    assert_eq!(names(&stage, &words("patient")).await.len(), 3);
    assert!(names(&stage, &words("algebra js")).await.is_empty(), "all words must be there");
    for harmless in ["'; --", "a & | ! (", "\\", "%", "\"open", "-", "🦀"] {
        find(&stage.ctx, &words(harmless)).await.unwrap();
    }
}

#[tokio::test]
async fn slips_are_put_right_and_told() {
    let stage = library().await;
    let page = find(&stage.ctx, &words("algebar")).await.unwrap();
    assert_eq!((page.hits[0].handle.as_str(), page.did_you_mean.as_deref()), ("ada", Some("algebra")));
    assert_eq!(page.asked.words, "algebra");
    let page = find(&stage.ctx, &words("lovelcae")).await.unwrap();
    assert_eq!((page.hits[0].handle.as_str(), page.did_you_mean), ("ada", None));
    assert_eq!(page.hits[0].why, Some(Why::Name));
    assert!(find(&stage.ctx, &words("xylophone")).await.unwrap().hits.is_empty());
}

#[tokio::test]
async fn every_hit_says_why() {
    let stage = library().await;
    let why = async |typed: &str| find(&stage.ctx, &words(typed)).await.unwrap().hits[0].why.clone();
    assert_eq!(why("calculus").await, Some(Why::Subject("Analysis".into())));
    assert_eq!(why("muller").await, Some(Why::Name));
    assert_eq!(why("lessons").await, Some(Why::Headline));
    assert_eq!(why("examples").await, Some(Why::Text));
}

#[tokio::test]
async fn each_filter_and_each_order() {
    let stage = library().await;
    sqlx::query("UPDATE search.tutor SET rating = 4.8, rating_count = 30 WHERE handle = 'bob'")
        .execute(&stage.ctx.db)
        .await
        .unwrap();
    let all = Search::default();
    for (search, expected) in [
        (all.with(|s| s.subject = Some("analysis".into())), vec!["zoe"]),
        (all.with(|s| s.level = Some(Level::School)), vec!["ada"]),
        (all.with(|s| s.language = Some("de".into())), vec!["zoe"]),
        (all.with(|s| s.max_price = Some(PriceLimit::new(2000, "EUR"))), vec!["ada"]),
        (all.with(|s| s.min_rating = Some(40)), vec!["bob"]),
        (all.with(|s| (s.subject, s.level) = (Some("algebra".into()), Some(Level::University))), vec![]),
        (all.with(|s| s.sort = Sort::Price), vec!["ada", "zoe", "bob"]),
        (words("patient").with(|s| s.sort = Sort::Price), vec!["ada", "zoe", "bob"]),
        (
            words("patient").with(|s| s.max_price = Some(PriceLimit::new(4000, "EUR"))).with(|s| s.sort = Sort::Price),
            vec!["ada", "zoe"],
        ),
    ] {
        assert_eq!(names(&stage, &search).await, expected, "{search:?}");
    }
    assert_eq!(names(&stage, &all.with(|s| s.sort = Sort::Rating)).await[0], "bob");
    assert_eq!(names(&stage, &words("patient").with(|s| s.sort = Sort::Rating)).await[0], "bob");
}

#[tokio::test]
async fn pages_over_ties_miss_nobody_and_repeat_nobody() {
    let stage = library().await;
    // Sixty that are equal in everything.
    sqlx::query(
        "INSERT INTO search.tutor SELECT gen_random_uuid(), 'twin-' || i, name, headline, price_minor, currency, rating,
            rating_count, taught_count, quality, subjects, languages, tokens, doc
         FROM search.tutor, generate_series(1, 60) i WHERE handle = 'ada'",
    )
    .execute(&stage.ctx.db)
    .await
    .unwrap();
    for typed in ["", "algebra"] {
        for sort in Sort::ALL {
            let mut search = Search { sort, ..words(typed) };
            let mut seen = Vec::new();
            loop {
                let page = find(&stage.ctx, &search).await.unwrap();
                assert_eq!(page.total_capped.0, if typed.is_empty() { 63 } else { 61 });
                seen.extend(page.hits.into_iter().map(|hit| hit.handle));
                let Some(next) = page.next else { break };
                search.after = Some(next);
            }
            let all = seen.len();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!((seen.len(), all), if typed.is_empty() { (63, 63) } else { (61, 61) }, "{typed} {sort:?}");
        }
    }
    let nonsense = Search { after: Some("nonsense".into()), ..Search::default() };
    assert_eq!(find(&stage.ctx, &nonsense).await.unwrap().hits.len(), 24);
}

#[tokio::test]
async fn facets_count_with_the_other_filters() {
    let stage = library().await;
    let all = facets(&stage, &Search::default()).await;
    assert_eq!(all.subjects.len(), 3);
    assert!(!all.capped);
    let english = all.languages.iter().find(|f| f.value == "en").unwrap();
    assert_eq!((english.name.as_str(), english.count, english.chosen), ("English", 2, false));

    let school = facets(&stage, &Search::default().with(|s| s.level = Some(Level::School))).await;
    assert_eq!(school.subjects.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["Algebra"]);
    assert_eq!(school.levels.len(), 3, "the other levels can be chosen instead");
    assert!(school.levels.iter().any(|f| f.value == "school" && f.name == "School" && f.chosen));

    let found = facets(&stage, &words("calculus")).await;
    assert_eq!(found.languages.iter().map(|f| f.value.as_str()).collect::<Vec<_>>(), ["de"]);
}

#[tokio::test]
async fn a_price_is_compared_within_its_currency_alone() {
    let stage = library().await;
    sqlx::query("UPDATE tutors.tutor SET currency = 'ETB' WHERE price_minor = 6000")
        .execute(&stage.ctx.db)
        .await
        .unwrap();
    rebuild_all(&stage.ctx).await.unwrap();
    let cheapest = Search { sort: Sort::Price, ..Search::default() };
    let limit = |limit| cheapest.with(|s| s.max_price = Some(limit));
    assert_eq!(names(&stage, &limit(PriceLimit::new(9000, "EUR"))).await, ["ada", "zoe"]);
    assert_eq!(names(&stage, &limit(PriceLimit::new(9000, "ETB"))).await, ["bob"]);

    let open = limit(PriceLimit { minor: 9000, currency: None });
    assert_eq!(names(&stage, &open).await.len(), 3, "a number alone compares nothing");
    assert_eq!(with_currency(&stage.ctx, open).await.unwrap(), limit(PriceLimit::new(9000, "EUR")), "as most charge");
    let said = limit(PriceLimit::new(9000, "ETB"));
    assert_eq!(with_currency(&stage.ctx, said.clone()).await.unwrap(), said);

    let offered = async |search: Search| -> Vec<_> {
        let currencies = facets(&stage, &search).await.currencies;
        currencies.into_iter().map(|f| (f.name, f.count, f.chosen)).collect()
    };
    let two = |euro, birr, chosen| [("Euro".to_owned(), euro, false), ("Ethiopian birr".to_owned(), birr, chosen)];
    assert_eq!(offered(Search::default()).await, two(2, 1, false));
    assert_eq!(offered(limit(PriceLimit::new(1, "ETB"))).await, two(2, 1, true), "whatever the price");
    let german = limit(PriceLimit::new(9000, "ETB")).with(|s| s.language = Some("de".into()));
    assert_eq!(offered(german).await, two(1, 0, true));
    let subjects = facets(&stage, &Search::default()).await.subjects;
    assert_eq!(subjects.len(), 3, "a currency is no subject");
}

#[tokio::test]
async fn facets_belong_to_what_the_words_were_taken_for() {
    let stage = library().await;
    for typed in ["algebar", "lovelcae"] {
        let (page, facets) = answer(&stage.ctx, &words(typed)).await.unwrap();
        assert_eq!(page.hits.len(), 1, "{typed}");
        assert_eq!(facets.subjects.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["Algebra"], "{typed}");
        assert_eq!(facets.languages.iter().map(|f| f.value.as_str()).collect::<Vec<_>>(), ["am", "en"], "{typed}");
    }
    let nobody = words("algebra").with(|s| s.language = Some("fi".into()));
    let offered = facets(&stage, &nobody).await.languages;
    assert_eq!(offered.len(), 2, "the words are right: another language finds somebody");
}

#[tokio::test]
async fn what_to_leave_out() {
    let stage = library().await;
    let search =
        words("algebra").with(|s| (s.language, s.max_price) = (Some("de".into()), Some(PriceLimit::new(4000, "EUR"))));
    assert!(names(&stage, &search).await.is_empty());
    let ways = loosen(&stage.ctx, &search).await.unwrap();
    let counted: Vec<_> = ways.iter().map(|way| (way.part, way.count)).collect();
    assert_eq!(counted, [(Part::Words, 1), (Part::Language, 1)]);
    assert_eq!(names(&stage, &ways[0].search).await, ["zoe"]);
    assert!(loosen(&stage.ctx, &Search::default()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_common_word_is_found_by_walking_the_best() {
    let stage = library().await;
    for sql in [
        "INSERT INTO search.tutor SELECT gen_random_uuid(), 'twin-' || i, name, headline, price_minor, currency, rating,
            rating_count, taught_count, quality + i / 10000.0, subjects, languages, tokens, doc
         FROM search.tutor, generate_series(1, 3000) i WHERE handle = 'ada'",
        "ANALYZE search.tutor",
    ] {
        sqlx::query(sql).execute(&stage.ctx.db).await.unwrap();
    }
    let common: (bool, bool) = sqlx::query_as("SELECT search.is_common('algebra'), search.is_common('calculus')")
        .fetch_one(&stage.ctx.db)
        .await
        .unwrap();
    assert_eq!(common, (true, false));
    let page = find(&stage.ctx, &words("algebra")).await.unwrap();
    assert_eq!((page.hits[0].handle.as_str(), page.total_capped), ("twin-3000", (1_000, true)));
    assert_eq!(names(&stage, &words("calculus")).await, ["zoe"]);
}
