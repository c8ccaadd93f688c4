use contract::tutors::Search;
use domain::search::{Facet, Facets};
use leptos::prelude::*;

use super::facts::at_least;
use crate::ui::prelude::*;

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
    let price = asked.max_price.map(contract::tutors::price_text).unwrap_or_default();
    let rating = asked.min_rating.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)).unwrap_or_default();
    view! {
        <Filters on=on>
            <SelectField name="subject" label="Subject" required=false any="Any subject" value=asked.subject.clone().unwrap_or_default() choices=choices(facets.subjects, capped) />
            <SelectField name="level" label="Level" required=false any="Any level" value=asked.level.map(|l| l.as_str().to_owned()).unwrap_or_default() choices=choices(facets.levels, capped) />
            <SelectField name="language" label="Language" required=false any="Any language" value=asked.language.clone().unwrap_or_default() choices=choices(facets.languages, capped) />
            <NumberField name="price" label="At most, an hour" required=false min="1" step="1" value=price placeholder="Any price" />
            <SelectField
                name="rating"
                label="Rating"
                required=false
                any="Any rating"
                value=rating
                choices=vec![Choice::new("4.5", "4.5 and better"), Choice::new("4.0", "4 and better"), Choice::new("3.5", "3.5 and better")]
            />
            {(asked.sort != contract::tutors::Sort::Best).then(|| view! { <input type="hidden" name="sort" value=asked.sort.as_str() /> })}
            <div class="tf-form-foot">
                <Button submit=true>"Apply"</Button>
                {(on > 0).then(|| view! { <TextLink href=clear.href(|_| ())>"Clear filters"</TextLink> })}
            </div>
        </Filters>
    }
}

fn choices(facets: Vec<Facet>, capped: bool) -> Vec<Choice> {
    facets
        .into_iter()
        .map(|facet| Choice::new(facet.value, format!("{} ({})", facet.name, at_least(facet.count, capped))))
        .collect()
}
