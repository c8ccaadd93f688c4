//! How many tutors each subject, level, language and currency would leave. What the best thousand who fit are counted by
//! comes as one text and is added up here; over everyone the counts are kept (`tally.rs`). Neither looks at more.

use std::collections::HashMap;

use contract::tutors::{Level, Search, currency_name, language_name};

use super::{
    candidates::CAP,
    model::{Facet, Facets, Part},
};
use crate::Ctx;

/// Subjects that are offered.
const SUBJECTS: usize = 20;

/// Counts by thing, as `tally.rs` names them: `algebra`, `algebra@school`, `@school`, `~am`, `$EUR`, and `` for everyone.
pub(super) type Counts = HashMap<String, i64>;

/// Adds what one or many tutors are counted by: `algebra:su ~am $EUR`. Tutors come apart at the currency, which is last.
pub(super) fn add(counts: &mut Counts, facets: &str, by: i64) {
    let mut levels = [false; Level::ALL.len()];
    for word in facets.split(' ').filter(|word| !word.is_empty()) {
        if word.starts_with('$') {
            bump(counts, word, by);
            bump(counts, "", by);
            for (level, taught) in Level::ALL.into_iter().zip(std::mem::take(&mut levels)) {
                if taught {
                    bump(counts, &format!("@{level}"), by);
                }
            }
        } else if let Some((subject, letters)) = word.split_once(':') {
            bump(counts, subject, by);
            for (at, level) in
                Level::ALL.into_iter().enumerate().filter(|(_, level)| letters.contains(&level.as_str()[..1]))
            {
                levels[at] = true;
                bump(counts, &format!("{subject}@{level}"), by);
            }
        } else {
            bump(counts, word, by);
        }
    }
}

fn bump(counts: &mut Counts, thing: &str, by: i64) {
    match counts.get_mut(thing) {
        Some(count) => *count += by,
        None => _ = counts.insert(thing.to_owned(), by),
    }
}

/// The counts of each facet, taken over the question without that part of it.
pub(super) struct Counted {
    pub by_subject: Counts,
    pub by_level: Counts,
    pub by_language: Counts,
    pub by_currency: Counts,
    pub capped: bool,
}

/// The parts whose facets are counted without themselves.
pub(super) const COUNTED: [Part; 4] = [Part::Subject, Part::Level, Part::Language, Part::Price];

/// Sorts, names and bounds the counts.
pub(super) async fn facets(ctx: &Ctx, search: &Search, counted: Counted) -> Result<Facets, sqlx::Error> {
    let currency = search.price_limit().map(|(_, code)| code);
    let level_of = format!("{}@", search.subject.as_deref().unwrap_or_default());
    let mut levels = picked(&counted.by_level, |thing| thing.strip_prefix(&level_of), search.level.map(Level::as_str));
    for facet in &mut levels {
        facet.name = facet.value.parse::<Level>().map(|level| level.title().to_owned()).unwrap_or_default();
    }
    let mut languages = picked(&counted.by_language, |thing| thing.strip_prefix('~'), search.language.as_deref());
    for facet in &mut languages {
        facet.name = language_name(&facet.value).unwrap_or(&facet.value).to_owned();
    }
    let mut currencies = picked(&counted.by_currency, |thing| thing.strip_prefix('$'), currency);
    if let Some(code) = currency.filter(|code| currencies.iter().all(|facet| facet.value != *code)) {
        currencies.push(Facet { value: code.to_owned(), name: String::new(), count: 0, chosen: true });
    }
    for facet in &mut currencies {
        facet.name = currency_name(&facet.value).unwrap_or(&facet.value).to_owned();
    }
    let subjects = subjects(ctx, search, &counted.by_subject).await?;
    let mut facets = Facets { subjects, levels, languages, currencies, capped: counted.capped };
    let most = if facets.capped { CAP } else { i64::MAX };
    let Facets { subjects, levels, languages, currencies, .. } = &mut facets;
    for list in [subjects, levels, languages, currencies] {
        for facet in list.iter_mut() {
            facet.count = facet.count.min(most);
        }
        list.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    }
    facets.subjects.truncate(SUBJECTS);
    Ok(facets)
}

/// With a level, only what is taught at it.
async fn subjects(ctx: &Ctx, search: &Search, counts: &Counts) -> Result<Vec<Facet>, sqlx::Error> {
    let at = search.level.map(|level| format!("@{level}"));
    let is_subject = |thing: &&str| !thing.is_empty() && !thing.contains(['@', '~', '$']);
    let mut found = match &at {
        Some(at) => picked(
            counts,
            |thing| thing.strip_suffix(at.as_str()).filter(|slug| !slug.is_empty()),
            search.subject.as_deref(),
        ),
        None => picked(counts, |thing| Some(thing).filter(is_subject), search.subject.as_deref()),
    };
    let slugs: Vec<String> = found.iter().map(|facet| facet.value.clone()).collect();
    let names = sqlx::query!(
        r#"SELECT slug AS "slug!", name AS "name!" FROM tutors.public_subject WHERE slug = ANY($1)"#,
        &slugs
    )
    .fetch_all(&ctx.db)
    .await?;
    let names: HashMap<_, _> = names.into_iter().map(|row| (row.slug, row.name)).collect();
    found.retain_mut(|facet| names.get(&facet.value).map(|name| facet.name.clone_from(name)).is_some());
    Ok(found)
}

/// The things that `value` takes for its own.
fn picked<'a>(counts: &'a Counts, value: impl Fn(&'a str) -> Option<&'a str>, chosen: Option<&str>) -> Vec<Facet> {
    let facet = |(thing, count): (&'a String, &i64)| {
        let value = value(thing)?;
        Some(Facet { value: value.to_owned(), name: String::new(), count: *count, chosen: chosen == Some(value) })
    };
    counts.iter().filter(|(_, count)| **count > 0).filter_map(facet).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tutors_are_added_up_and_taken_away() {
        let mut counts = Counts::new();
        add(&mut counts, "algebra:su physics:s ~am ~en $EUR algebra:u ~en $USD", 1);
        let of = |counts: &Counts, thing: &str| counts.get(thing).copied().unwrap_or_default();
        assert_eq!(
            [of(&counts, ""), of(&counts, "algebra"), of(&counts, "algebra@school"), of(&counts, "@university")],
            [2, 2, 1, 2]
        );
        assert_eq!(
            [of(&counts, "@school"), of(&counts, "~en"), of(&counts, "$USD")],
            [1, 2, 1],
            "a tutor is one, whatever they teach at it"
        );
        add(&mut counts, "algebra:u ~en $USD", -1);
        assert_eq!([of(&counts, ""), of(&counts, "algebra"), of(&counts, "@university")], [1, 1, 1]);
    }
}
