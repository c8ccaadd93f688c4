use std::collections::HashMap;

use contract::tutors::{Search, language_name};

use crate::money::money;

/// A question in words: `“equations” · Algebra · School · up to €30 · Weekdays, 18:00–21:00, this week`. Subjects by slug.
pub(super) fn describe(search: &Search, subjects: &HashMap<String, String>) -> String {
    let subject = search.subject.as_ref().map(|slug| subjects.get(slug).unwrap_or(slug).clone());
    let parts = [
        (!search.words.is_empty()).then(|| format!("“{}”", search.words)),
        subject,
        search.level.map(|level| level.title().to_owned()),
        search.language.as_deref().and_then(language_name).map(str::to_owned),
        search.price_limit().map(|(minor, currency)| format!("up to {}", money(minor, currency))),
        search.min_rating.map(|tenths| format!("rated {}.{} and better", tenths / 10, tenths % 10)),
        search.when.map(|wish| wish.title()),
    ];
    let said = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if said.is_empty() { "Every tutor".to_owned() } else { said }
}
