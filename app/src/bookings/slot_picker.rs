//! A week of free times to choose one from. The server renders the week; in the browser the other weeks come without
//! a new page, and what was typed below stays.

use contract::bookings::{DayView, WeekView};
use leptos::prelude::*;

use super::api::free_week;

/// Radio buttons named `start`, a column for each day. Without script the links to other weeks load the page anew.
#[island]
pub fn SlotPicker(
    handle: String,
    /// The week that the server rendered.
    week: WeekView,
    /// RFC 3339 of the slot that is chosen already.
    chosen: String,
) -> impl IntoView {
    let shown = RwSignal::new(week);
    let problem = RwSignal::new(None::<String>);
    let chosen = RwSignal::new(chosen);
    let load = Action::new(move |first: &String| {
        let (handle, first) = (handle.clone(), first.clone());
        async move {
            match free_week(handle, first).await {
                Ok(week) => {
                    problem.set(None);
                    shown.set(week);
                }
                Err(error) => problem.set(Some(error.to_string())),
            }
        }
    });
    let go = move |label: &'static str, first: Option<String>| {
        first.map(|first| {
            let href = format!("?from={first}");
            view! {
                <a
                    class="btn btn-sm"
                    href=href
                    on:click=move |event| {
                        event.prevent_default();
                        load.dispatch(first.clone());
                    }
                >
                    {label}
                </a>
            }
        })
    };
    view! {
        <div class="tf-picker" aria-busy=move || load.pending().get().to_string()>
            <div class="tf-picker-head">
                {move || go("Earlier", shown.get().earlier)}
                <p class="tf-picker-range" aria-live="polite">
                    {move || range(&shown.get())}
                </p>
                {move || go("Later", shown.get().later)}
            </div>
            {move || problem.get().map(|says| view! { <p class="text-danger" role="alert">{says}</p> })}
            <div class="tf-picker-days">
                {move || shown.get().days.into_iter().map(|day| day_view(day, chosen)).collect_view()}
            </div>
        </div>
    }
}

fn range(week: &WeekView) -> String {
    match (week.days.first(), week.days.last()) {
        (Some(first), Some(last)) => format!("{} – {}", first.title, last.title),
        _ => String::new(),
    }
}

fn day_view(day: DayView, chosen: RwSignal<String>) -> impl IntoView {
    let empty = day.slots.is_empty();
    let slots = day
        .slots
        .into_iter()
        .map(|slot| {
            let start = slot.start.clone();
            let is_chosen = move || chosen.get() == start;
            let value = slot.start.clone();
            view! {
                <label class="tf-pick">
                    <input
                        type="radio"
                        name="start"
                        required=true
                        value=slot.start
                        checked=is_chosen
                        on:change=move |_| chosen.set(value.clone())
                    />
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
