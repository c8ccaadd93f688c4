//! Dates and times of day, by the browser's own pickers.

use leptos::prelude::*;

use super::frame::{Frame, Framed};

/// A day: `2026-11-24`.
#[component]
pub fn DateField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    #[prop(optional, into)] min: Option<String>,
    #[prop(optional, into)] max: Option<String>,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required);
    view! {
        <Frame field=field.clone()>
            <input
                type="date"
                class="input"
                id=field.id.clone()
                name=field.name.clone()
                value=field.value(value)
                required=required
                min=min
                max=max
                aria-describedby=field.described_by()
                aria-invalid=field.invalid()
            />
        </Frame>
    }
}

/// A time of day: `14:30`.
#[component]
pub fn TimeField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    /// Seconds between the times on offer: 900 for quarters of an hour.
    #[prop(optional)]
    step: Option<u32>,
    /// The label is for screen readers alone.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required);
    view! {
        <Frame field=field.clone() bare=bare>
            <input
                type="time"
                class="input"
                id=field.id.clone()
                name=field.name.clone()
                value=field.value(value)
                required=required
                step=step
                aria-describedby=field.described_by()
                aria-invalid=field.invalid()
            />
        </Frame>
    }
}
