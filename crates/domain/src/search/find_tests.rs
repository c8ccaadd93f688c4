use contract::tutors::{Level, PriceLimit, Sort};

use super::*;
use crate::{
    accounts::{self, User},
    search::{Facets, Part, loosen, rebuild_all, testing::library, with_currency},
    testing::Stage,
};

/// More who are like Ada in everything but name and id, each a little better than the one before.
const TWINS: &str = "
    WITH ada AS (SELECT c.tutor_id FROM search.card c WHERE c.handle = 'ada'),
         twin AS (SELECT md5(i::text)::uuid AS id, i FROM generate_series(1, $1) i),
         card AS (INSERT INTO search.card (tutor_id, handle, name, headline, price_minor, currency, rating, rating_count,
                                           taught_count, subjects, lexemes, languages)
                  SELECT t.id, 'twin-' || t.i, c.name, c.headline, c.price_minor, c.currency, c.rating, c.rating_count,
                         c.taught_count, c.subjects, c.lexemes, c.languages
                  FROM search.card c JOIN ada ON ada.tutor_id = c.tutor_id CROSS JOIN twin t)
    INSERT INTO search.entry (tutor_id, quality, tier, price_minor, rating, facets, doc, stamp)
    SELECT t.id, e.quality + $2 * t.i / 10000.0, e.tier, e.price_minor, e.rating, e.facets, e.doc, e.stamp
    FROM search.entry e JOIN ada ON ada.tutor_id = e.tutor_id CROSS JOIN twin t";

async fn twins(stage: &Stage, count: i32, better: f32) {
    sqlx::query(TWINS).bind(count).bind(better).execute(&stage.ctx.db).await.unwrap();
    super::super::tiers::keep(&stage.ctx).await.unwrap();
    super::super::tally::recount(&stage.ctx).await.unwrap();
}

async fn page(stage: &Stage, search: &Search) -> Page {
    find(&stage.ctx, search, Asker::NOBODY).await.unwrap().0
}

fn words(words: &str) -> Search {
    Search { words: words.into(), ..Search::default() }
}

async fn names(stage: &Stage, search: &Search) -> Vec<String> {
    page(stage, search).await.hits.into_iter().map(|hit| hit.handle).collect()
}

async fn facets(stage: &Stage, search: &Search) -> Facets {
    find(&stage.ctx, search, Asker::NOBODY).await.unwrap().1
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
        page(&stage, &words(harmless)).await;
    }
}

#[tokio::test]
async fn slips_are_put_right_and_told() {
    let stage = library().await;
    let found = page(&stage, &words("algebar")).await;
    assert_eq!((found.hits[0].handle.as_str(), found.did_you_mean.as_deref()), ("ada", Some("algebra")));
    assert_eq!(found.asked.words, "algebra");
    let found = page(&stage, &words("lovelcae")).await;
    assert_eq!((found.hits[0].handle.as_str(), found.did_you_mean), ("ada", None));
    assert_eq!(found.hits[0].why, Some(Why::Name));
    assert_eq!(page(&stage, &words("tefsaye")).await.hits.len(), 0, "two letters at the beginning are too much,");
    assert_eq!(page(&stage, &words("tesfyae")).await.hits[0].handle, "bob", "and two after it are not");
    assert!(page(&stage, &words("xylophone")).await.hits.is_empty());
}

#[tokio::test]
async fn every_hit_says_why() {
    let stage = library().await;
    let why = async |typed: &str| page(&stage, &words(typed)).await.hits[0].why.clone();
    assert_eq!(why("calculus").await, Some(Why::Subject("Analysis".into())));
    assert_eq!(why("muller").await, Some(Why::Name));
    assert_eq!(why("lessons").await, Some(Why::Headline));
    assert_eq!(why("examples").await, Some(Why::Text));
}

#[tokio::test]
async fn each_filter_and_each_order() {
    let stage = library().await;
    for sql in [
        "UPDATE search.card SET rating = 4.8, rating_count = 30 WHERE handle = 'bob'",
        "UPDATE search.entry SET rating = 4.8, doc = doc || array_to_tsvector('{*48}')
         WHERE tutor_id = (SELECT tutor_id FROM search.card WHERE handle = 'bob')",
    ] {
        sqlx::query(sql).execute(&stage.ctx.db).await.unwrap();
    }
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
    twins(&stage, 60, 0.0).await;
    for typed in ["", "algebra"] {
        for sort in Sort::ALL {
            let mut search = Search { sort, ..words(typed) };
            let mut seen = Vec::new();
            loop {
                let found = page(&stage, &search).await;
                assert_eq!(found.total_capped.0, if typed.is_empty() { 63 } else { 61 });
                seen.extend(found.hits.into_iter().map(|hit| hit.handle));
                let Some(next) = found.next else { break };
                search.after = Some(next);
            }
            let all = seen.len();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!((seen.len(), all), if typed.is_empty() { (63, 63) } else { (61, 61) }, "{typed} {sort:?}");
        }
    }
    let nonsense = Search { after: Some("nonsense".into()), ..Search::default() };
    assert_eq!(page(&stage, &nonsense).await.hits.len(), 24);
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
    rebuild_all(&stage.ctx, |_| ()).await.unwrap();
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
        let (page, facets) = find(&stage.ctx, &words(typed), Asker::NOBODY).await.unwrap();
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
    let ways = loosen(&stage.ctx, &search, Asker::NOBODY).await.unwrap();
    let counted: Vec<_> = ways.iter().map(|way| (way.part, way.count)).collect();
    assert_eq!(counted, [(Part::Words, 1), (Part::Language, 1)]);
    assert_eq!(names(&stage, &ways[0].search).await, ["zoe"]);
    assert!(loosen(&stage.ctx, &Search::default(), Asker::NOBODY).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_common_word_is_found_among_the_best_and_a_rare_one_among_all() {
    let stage = library().await;
    twins(&stage, 3_000, 1.0).await;
    let found = page(&stage, &words("algebra")).await;
    assert_eq!((found.hits[0].handle.as_str(), found.total_capped), ("twin-3000", (1_000, true)));
    let tiers: Vec<(i16, i64)> = sqlx::query_as("SELECT tier, count(*) FROM search.entry GROUP BY tier ORDER BY tier")
        .fetch_all(&stage.ctx.db)
        .await
        .unwrap();
    assert_eq!(tiers, [(0, 2_000), (1, 1_003)]);
    assert_eq!(names(&stage, &words("calculus")).await, ["zoe"], "who is among the last");
    let school = facets(&stage, &words("algebra")).await;
    assert!(school.capped && school.levels.iter().all(|facet| facet.count <= 1_000));
    let everyone = facets(&stage, &Search::default()).await;
    assert!(!everyone.capped && everyone.levels.iter().any(|facet| facet.count == 3_001), "kept, so exact");
}

#[tokio::test]
async fn the_thousandth_page_is_there() {
    let stage = library().await;
    twins(&stage, 3_000, 1.0).await;
    for filter in ["", "language=am"] {
        let mut search = Search::parse(filter);
        let mut pages = 0;
        while let Some(next) = page(&stage, &search).await.next {
            search.after = Some(next);
            pages += 1;
        }
        assert!(pages > 120, "{pages} pages of {filter:?}: all who fit, not only those who are counted");
    }
}

#[tokio::test]
async fn letters_that_sound_alike_are_one() {
    let stage = library().await;
    sqlx::query("UPDATE tutors.tutor SET headline = 'ሒሳብ በፀሐይ ዐይን' WHERE price_minor = 2000")
        .execute(&stage.ctx.db)
        .await
        .unwrap();
    sqlx::query("UPDATE accounts.person SET name = 'ኃይሉ ሠናይ' WHERE handle = 'bob'")
        .execute(&stage.ctx.db)
        .await
        .unwrap();
    rebuild_all(&stage.ctx, |_| ()).await.unwrap();
    for (typed, handle) in [
        ("ሂሳብ", "ada"),
        ("ሒሳብ", "ada"),
        ("ኂሳብ", "ada"),
        ("አይን", "ada"),
        ("ኣይን", "ada"),
        ("ሀይሉ", "bob"),
        ("ሐይሉ ሰናይ", "bob"),
    ] {
        assert_eq!(names(&stage, &words(typed)).await, [handle], "{typed}");
    }
}

#[tokio::test]
async fn synonyms_can_be_added() {
    let stage = library().await;
    assert!(names(&stage, &words("rithmatik")).await.is_empty());
    sqlx::query("INSERT INTO search.synonym (word, means) VALUES ('rithmatik', 'algebra')")
        .execute(&stage.ctx.db)
        .await
        .unwrap();
    assert_eq!(names(&stage, &words("rithmatik")).await, ["ada"]);
    assert_eq!(names(&stage, &words("machine learning")).await, [""; 0], "and nothing else is found by them");
}

#[tokio::test]
async fn a_block_keeps_apart_both_ways() {
    let stage = library().await;
    let id = async |handle: &str| {
        sqlx::query_scalar("SELECT id FROM accounts.person WHERE handle = $1")
            .bind(handle)
            .fetch_one(&stage.ctx.db)
            .await
    };
    let teacher = async |handle: &str| {
        let id = contract::UserId(id(handle).await.unwrap());
        accounts::user(&stage.ctx, id).await.unwrap().unwrap()
    };
    let (ada, bob, eve) = (teacher("ada").await, teacher("bob").await, stage.person("eve").await);
    let seen_by = async |person: &User, search: &Search| {
        let asker = Asker { person: Some(person.id), ..Asker::NOBODY };
        let mut seen: Vec<String> =
            find(&stage.ctx, search, asker).await.unwrap().0.hits.into_iter().map(|hit| hit.handle).collect();
        seen.sort();
        seen
    };
    let asked =
        [Search::default(), words("patient"), words("tesfay"), Search { sort: Sort::Price, ..words("patient") }];
    for search in &asked {
        assert!(seen_by(&eve, search).await.contains(&"bob".to_owned()), "{search:?}");
    }
    accounts::block(&stage.ctx, &eve, "bob").await.unwrap();
    accounts::block(&stage.ctx, &bob, "ada").await.unwrap();
    for search in &asked {
        assert!(!seen_by(&eve, search).await.contains(&"bob".to_owned()), "{search:?}");
    }
    assert_eq!(seen_by(&ada, &Search::default()).await, ["ada", "zoe"], "who is blocked neither");
    assert_eq!(names(&stage, &Search::default()).await.len(), 3, "others see all");
}
