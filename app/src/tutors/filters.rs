use contract::tutors::{PriceLimit, Search, Sort, price_text};
use domain::search::{Facet, Facets};
use leptos::prelude::*;

use super::facts::{at_least, stars};
use crate::ui::prelude::*;

/// Ratings to choose from: as they stand in the URL, and in tenths.
const RATINGS: [(&str, u8); 3] = [("4.5", 45), ("4.0", 40), ("3.5", 35)];

/// Filters with their counts: a rail, folded behind a button on a phone. All of it is one plain form.
#[component]
pub(super) fn FilterRail(asked: Search, facets: Facets) -> impl IntoView {
    let capped = facets.capped;
    let on = [
        asked.subject.is_some(),
        asked.level.is_some(),
        asked.language.is_some(),
        asked.max_price.is_some(),
        asked.min_rating.is_some(),
    ]
    .into_iter()
    .filter(|set| *set)
    .count();
    let clear = asked.with(|s| *s = Search { words: s.words.clone(), sort: s.sort, ..Search::default() });
    let rating = asked.min_rating.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)).unwrap_or_default();
    view! {
        <Filters on=on>
            <SelectField name="subject" label="Subject" required=false any="Any subject" value=asked.subject.clone().unwrap_or_default() choices=choices(facets.subjects, capped) />
            <SelectField name="level" label="Level" required=false any="Any level" value=asked.level.map(|l| l.as_str().to_owned()).unwrap_or_default() choices=choices(facets.levels, capped) />
            <SelectField name="language" label="Language" required=false any="Any language" value=asked.language.clone().unwrap_or_default() choices=choices(facets.languages, capped) />
            <PriceFields limit=asked.max_price currencies=facets.currencies capped=capped />
            <SelectField
                name="rating"
                label="Rating"
                required=false
                any="Any rating"
                value=rating
                choices=RATINGS.map(|(value, tenths)| Choice::new(value, stars(tenths))).to_vec()
            />
            {(asked.sort != Sort::Best).then(|| view! { <input type="hidden" name="sort" value=asked.sort.as_str() /> })}
            <div class="tf-form-foot">
                <Button submit=true>"Apply"</Button>
                {(on > 0).then(|| view! { <TextLink href=clear.href(|_| ())>"Clear filters"</TextLink> })}
            </div>
        </Filters>
    }
}

/// The most that an hour may cost, and in what. Where all charge in one currency, there is nothing to choose.
#[component]
fn PriceFields(limit: Option<PriceLimit>, currencies: Vec<Facet>, capped: bool) -> impl IntoView {
    let price = limit.as_ref().map(|limit| price_text(limit.minor)).unwrap_or_default();
    let chosen = currencies.iter().find(|facet| facet.chosen).or(currencies.first()).map(|facet| facet.value.clone());
    let unit = chosen.clone().filter(|_| currencies.len() == 1).unwrap_or_default();
    let currency = if currencies.len() > 1 {
        let choices = choices(currencies, capped);
        view! { <SelectField name="currency" label="Currency" required=false value=chosen.unwrap_or_default() choices=choices /> }
            .into_any()
    } else {
        chosen.map(|only| view! { <input type="hidden" name="currency" value=only /> }).into_any()
    };
    view! {
        <NumberField name="price" label="At most, an hour" required=false min="1" step="1" value=price after=unit placeholder="Any price" />
        {currency}
    }
}

fn choices(facets: Vec<Facet>, capped: bool) -> Vec<Choice> {
    facets
        .into_iter()
        .map(|facet| Choice::new(facet.value, format!("{} ({})", facet.name, at_least(facet.count, capped))))
        .collect()
}
