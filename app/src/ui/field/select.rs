//! One of many, from a list.

use leptos::prelude::*;

use super::{
    Choice,
    frame::{Frame, Framed},
};

/// Choices under a heading of their own.
#[derive(Clone, Debug, Default)]
pub struct ChoiceGroup {
    pub label: String,
    pub choices: Vec<Choice>,
}

/// One of many, from a list. For up to six choices take a [`RadioField`](super::RadioField).
#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] choices: Vec<Choice>,
    /// Choices under headings, after those without.
    #[prop(optional)]
    groups: Vec<ChoiceGroup>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    /// First line, sent as the empty value: "Any level".
    #[prop(optional, into)]
    any: String,
    /// The browser's time zone is chosen where nothing is.
    #[prop(optional)]
    zone_guess: bool,
    /// The label is for screen readers alone.
    #[prop(optional)]
    bare: bool,
    /// Not needed, and does not say so: what it stands in makes that plain.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required).quiet(quiet);
    let chosen = field.value(value);
    let must_choose = required && any.is_empty();
    let groups = groups
        .into_iter()
        .map(|group| view! { <optgroup label=group.label>{options(group.choices, &chosen)}</optgroup> })
        .collect_view();
    view! {
        <Frame field=field.clone() bare=bare>
            <select
                class="select"
                id=field.id.clone()
                name=field.name.clone()
                required=must_choose
                data-zone-guess=zone_guess
                aria-describedby=field.described_by()
                aria-invalid=field.invalid()
            >
                {(!any.is_empty()).then(|| view! { <option value="">{any}</option> })}
                {options(choices, &chosen)}
                {groups}
            </select>
        </Frame>
    }
}

fn options(choices: Vec<Choice>, chosen: &str) -> impl IntoView + use<> {
    choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == chosen;
            view! {
                <option value=choice.value selected=selected disabled=choice.disabled>
                    {choice.label}
                </option>
            }
        })
        .collect_view()
}
