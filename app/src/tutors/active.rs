use contract::tutors::{Search, language_name};
use domain::search::{Facets, Part};
use leptos::prelude::*;

use super::facts::stars;
use crate::{money::money, ui::prelude::*};

/// The filters that are on, each with the link that takes it off.
pub(super) fn active_filters(asked: &Search, facets: &Facets) -> impl IntoView + use<> {
    let chips: Vec<_> = Part::ALL
        .into_iter()
        .filter_map(|part| {
            let (label, without) = (label(part, asked, facets)?, part.taken_from(asked)?);
            Some(view! { <FilterChip label=label off=without.href(|_| ()) /> })
        })
        .collect();
    (!chips.is_empty()).then(|| view! { <div class="tf-chips">{chips}</div> })
}

/// `None` for what has a field of its own above the list, and for what is not asked.
fn label(part: Part, asked: &Search, facets: &Facets) -> Option<String> {
    match part {
        Part::Words => None,
        Part::Subject => {
            let slug = asked.subject.as_ref()?;
            let name = facets.subjects.iter().find(|facet| facet.value == *slug).map(|facet| &facet.name);
            Some(name.unwrap_or(slug).clone())
        }
        Part::Level => Some(asked.level?.title().to_owned()),
        Part::Language => language_name(asked.language.as_ref()?).map(str::to_owned),
        Part::Price => asked.price_limit().map(|(minor, currency)| format!("Up to {}", money(minor, currency))),
        Part::Rating => asked.min_rating.map(stars),
        Part::When => asked.when.map(|wish| format!("Free {}", wish.title())),
    }
}
