use leptos::prelude::*;

use super::week::{DayView, WeekView};

/// Radio buttons named `start`, a column for each day. Links lead to other weeks: with script they change this part
/// alone, and what was typed below stays.
#[component]
pub fn SlotPicker(
    week: WeekView,
    /// RFC 3339 of the slot that is chosen already.
    chosen: String,
    /// What is kept in the address from week to week.
    keep: Vec<(String, String)>,
) -> impl IntoView {
    let range = range(&week);
    let days = week.days.into_iter().map(|day| day_view(day, &chosen)).collect_view();
    view! {
        <div class="tf-picker" id="picker">
            <div class="tf-picker-head">
                {other_week("Earlier", week.earlier, &keep)}
                <p class="tf-picker-range" aria-live="polite">
                    {range}
                </p>
                {other_week("Later", week.later, &keep)}
            </div>
            <div class="tf-picker-days">{days}</div>
        </div>
    }
}

fn other_week(label: &'static str, first: Option<String>, keep: &[(String, String)]) -> Option<impl IntoView + use<>> {
    first.map(|first| {
        let mut query = form_urlencoded::Serializer::new(String::from("?"));
        query.append_pair("from", &first);
        query.extend_pairs(keep.iter().filter(|(_, value)| !value.is_empty()));
        view! {
            <a class="btn btn-sm" href=query.finish() data-swap="picker">
                {label}
            </a>
        }
    })
}

fn range(week: &WeekView) -> String {
    match (week.days.first(), week.days.last()) {
        (Some(first), Some(last)) => format!("{} – {}", first.title, last.title),
        _ => String::new(),
    }
}

fn day_view(day: DayView, chosen: &str) -> impl IntoView + use<> {
    let empty = day.slots.is_empty();
    let slots = day
        .slots
        .into_iter()
        .map(|slot| {
            let checked = slot.start == chosen;
            view! {
                <label class="tf-pick">
                    <input type="radio" name="start" required=true value=slot.start checked=checked />
                    <span>{slot.time}</span>
                    {slot.theirs.map(|theirs| view! { <small>{format!("{theirs} there")}</small> })}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="tf-picker-day">
            <legend>{day.title}</legend>
            {empty.then(|| view! { <p class="tf-picker-none">"–"<span class="sr-only">"no free time"</span></p> })}
            {slots}
        </fieldset>
    }
}
