use contract::tutors::{PriceLimit, Search, Sort, WEEKDAYS, Wish, Within, clock, price_text};
use domain::search::{Facet, Facets};
use leptos::prelude::*;

use super::facts::{at_least, stars};
use crate::ui::prelude::*;

/// Ratings to choose from, in tenths.
const RATINGS: [u8; 3] = [45, 40, 35];
/// Values of a facet in sight; the others are behind "More".
const IN_SIGHT: usize = 8;

/// Filters with their counts: a rail, folded behind a button on a phone. What has a count is a link; the rest is one plain
/// form with the words.
#[component]
pub(super) fn FilterRail(asked: Search, facets: Facets) -> impl IntoView {
    let capped = facets.capped;
    let on = [
        asked.subject.is_some(),
        asked.level.is_some(),
        asked.language.is_some(),
        asked.max_price.is_some(),
        asked.min_rating.is_some(),
        asked.when.is_some(),
    ]
    .into_iter()
    .filter(|set| *set)
    .count();
    let clear = asked.with(|s| *s = Search { words: s.words.clone(), sort: s.sort, ..Search::default() });
    let subjects = choices("Subject", facets.subjects, capped, |value| asked.href(|s| s.subject = value));
    let level = |value: Option<String>| asked.href(|s| s.level = value.and_then(|v| v.parse().ok()));
    let levels = choices("Level", facets.levels, capped, level);
    let languages = choices("Language", facets.languages, capped, |value| asked.href(|s| s.language = value));
    let ratings = ratings(&asked);
    let (wish, limit) = (asked.when, asked.max_price.clone());
    let clear = (on > 0).then(|| view! { <p><TextLink href=clear.href(|_| ())>"Clear filters"</TextLink></p> });
    view! {
        <Filters on=on>
            <WhenFilter wish=wish asked=asked />
            {subjects}
            {levels}
            {languages}
            <PriceFields limit=limit currencies=facets.currencies capped=capped />
            {ratings}
            {clear}
        </Filters>
    }
}

/// The filters that are links, as fields: the form around the words sends them along.
#[component]
pub(super) fn Kept(asked: Search) -> impl IntoView {
    let kept = [
        ("subject", asked.subject),
        ("level", asked.level.map(|level| level.as_str().to_owned())),
        ("language", asked.language),
        ("rating", asked.min_rating.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10))),
        ("sort", Some(asked.sort).filter(|sort| *sort != Sort::Best).map(|sort| sort.as_str().to_owned())),
    ];
    kept.into_iter()
        .filter_map(|(name, value)| Some(view! { <input type="hidden" name=name value=value? /> }))
        .collect_view()
}

/// A facet as links with counts, the one that is chosen first; pressed again it is taken off.
fn choices(title: &'static str, facets: Vec<Facet>, capped: bool, href: impl Fn(Option<String>) -> String) -> AnyView {
    let (chosen, others): (Vec<_>, Vec<_>) = facets.into_iter().partition(|facet| facet.chosen);
    let mut links: Vec<_> = chosen.into_iter().chain(others).map(|facet| choice(facet, capped, &href)).collect();
    let rest = links.split_off(links.len().min(IN_SIGHT));
    let more = (!rest.is_empty()).then(|| {
        view! {
            <details class="tf-facet-more">
                <summary>{format!("{} more", rest.len())}</summary>
                <ul role="list">{rest}</ul>
            </details>
        }
    });
    let list = (!links.is_empty()).then(|| {
        view! {
            <section class="tf-facet">
                <h2>{title}</h2>
                <ul role="list">{links}</ul>
                {more}
            </section>
        }
    });
    list.into_any()
}

fn choice(facet: Facet, capped: bool, href: &impl Fn(Option<String>) -> String) -> AnyView {
    let count = at_least(facet.count, capped && facet.count >= domain::search::CAP);
    let to = href((!facet.chosen).then_some(facet.value));
    let sign = facet.chosen.then(|| view! { <Glyph icon=Icon::X size=IconSize::Small /> });
    let current = facet.chosen.then_some("true");
    view! {
        <li>
            <a href=to rel="nofollow" aria-current=current>
                <span>{facet.name}</span>
                <span class="tf-facet-count">{count}<VisuallyHidden>" tutors"</VisuallyHidden></span>
                {sign}
            </a>
        </li>
    }
    .into_any()
}

fn ratings(asked: &Search) -> impl IntoView + use<> {
    let links = RATINGS
        .map(|tenths| {
            let chosen = asked.min_rating == Some(tenths);
            let href = asked.href(|s| s.min_rating = (!chosen).then_some(tenths));
            let sign = chosen.then(|| view! { <Glyph icon=Icon::X size=IconSize::Small /> });
            view! {
                <li>
                    <a href=href rel="nofollow" aria-current=chosen.then_some("true")>
                        <span>{stars(tenths)}</span>
                        {sign}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="tf-facet">
            <h2>"Rating"</h2>
            <ul role="list">{links}</ul>
        </section>
    }
}

/// "Free when I am free": days, hours and how far ahead, on the reader's own clock. The usual ones are links.
#[component]
fn WhenFilter(wish: Option<Wish>, asked: Search) -> impl IntoView {
    let hours = |from: i16, to: i16| Wish { from: from * 60, to: to * 60, ..Wish::ANY };
    let weekend = [false, false, false, false, false, true, true];
    let usual = [
        ("This week, evenings", Wish { within: Within::ThisWeek, ..hours(17, 22) }),
        ("Mornings", hours(7, 12)),
        ("Evenings", hours(17, 22)),
        ("Weekends", Wish { days: weekend, ..Wish::ANY }),
    ];
    let usual = usual
        .map(|(label, usual)| {
            let chosen = wish == Some(usual);
            let href = asked.href(|s| s.when = (!chosen).then_some(usual));
            view! { <a class="tf-chip" href=href rel="nofollow" aria-current=chosen.then_some("true")>{label}</a> }
        })
        .collect_view();
    let shown = wish.unwrap_or(Wish::ANY);
    let days = WEEKDAYS
        .iter()
        .zip(shown.days)
        .map(|((code, name), checked)| {
            view! {
                <label class="tf-day">
                    <input type="checkbox" name="day" value=*code checked=checked />
                    <span aria-hidden="true">{&name[..2]}</span>
                    <VisuallyHidden>{*name}</VisuallyHidden>
                </label>
            }
        })
        .collect_view();
    let whole = (shown.from, shown.to) == (Wish::ANY.from, Wish::ANY.to);
    let time = |minutes: i16| if whole { String::new() } else { clock(minutes) };
    let within = Within::ALL.iter().map(|within| Choice::new(within.as_str(), within.title())).collect();
    view! {
        <section class="tf-facet tf-when">
            <h2>"When are you free?"</h2>
            <div class="tf-chips">{usual}</div>
            <fieldset>
                <legend class="sr-only">"Days"</legend>
                <div class="tf-days">{days}</div>
            </fieldset>
            <div class="tf-hours">
                <TimeField name="from" label="From" required=false value=time(shown.from) step=900 />
                <TimeField name="to" label="To" required=false value=time(shown.to) step=900 />
            </div>
            <SelectField
                name="within"
                label="How soon"
                required=false
                any="At any time"
                value=wish.map(|wish| wish.within.as_str().to_owned()).unwrap_or_default()
                choices=within
            />
            <Button submit=true icon=Icon::CalendarClock>"Show who is free"</Button>
        </section>
    }
}

/// The most that an hour may cost, and in what. Where all charge in one currency, there is nothing to choose.
#[component]
fn PriceFields(limit: Option<PriceLimit>, currencies: Vec<Facet>, capped: bool) -> impl IntoView {
    let price = limit.as_ref().map(|limit| price_text(limit.minor)).unwrap_or_default();
    let chosen = currencies.iter().find(|facet| facet.chosen).or(currencies.first()).map(|facet| facet.value.clone());
    let unit = chosen.clone().filter(|_| currencies.len() == 1).unwrap_or_default();
    let currency = if currencies.len() > 1 {
        let choices = currencies
            .into_iter()
            .map(|facet| {
                Choice::new(
                    facet.value,
                    format!("{} ({})", facet.name, at_least(facet.count, capped && facet.count >= domain::search::CAP)),
                )
            })
            .collect::<Vec<_>>();
        view! { <SelectField name="currency" label="Currency" required=false value=chosen.unwrap_or_default() choices=choices /> }
            .into_any()
    } else {
        chosen.map(|only| view! { <input type="hidden" name="currency" value=only /> }).into_any()
    };
    view! {
        <section class="tf-facet">
            <h2>"Price"</h2>
            <NumberField name="price" label="At most, an hour" required=false min="1" step="1" value=price after=unit placeholder="Any price" />
            {currency}
            <Button submit=true>"Apply"</Button>
        </section>
    }
}
