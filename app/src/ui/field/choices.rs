//! Things to tick and things to choose between.

use leptos::prelude::*;

use super::{
    Choice,
    frame::{Framed, GroupFrame, Hint, Problem},
};

/// How choices lie: one a line, in a flow, or as boxes to press.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Lay {
    #[default]
    Lines,
    Flow,
    Boxes,
}

impl Lay {
    const fn class(self) -> &'static str {
        match self {
            Self::Lines => "tf-choices",
            Self::Flow => "tf-choices-flow",
            Self::Boxes => "tf-choices-boxes",
        }
    }
}

/// One thing to tick. Sends `value` (`on` unless said) when ticked, nothing otherwise.
#[component]
pub fn CheckField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(default = "on".into(), into)] value: String,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] hint: String,
    /// Must be ticked to go on.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required);
    let checked = field.chosen(&value, checked);
    let described_by = field.described_by();
    let invalid = field.invalid();
    view! {
        <div class="tf-field">
            <label class="tf-check">
                <input
                    type="checkbox"
                    class="checkbox"
                    id=field.id.clone()
                    name=field.name.clone()
                    value=value
                    checked=checked
                    required=required
                    aria-describedby=described_by
                    aria-invalid=invalid
                />
                <span>{field.label.clone()}</span>
            </label>
            <Hint id=field.id.clone() words=field.hint.clone() />
            <Problem id=field.id message=field.message />
        </div>
    }
}

/// Several things to tick under one name: subjects, days, languages.
#[component]
pub fn ChecksField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    /// The values ticked at first.
    #[prop(optional)]
    values: Vec<String>,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    #[prop(optional)] lay: Lay,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required);
    let boxes = options("checkbox", "checkbox", &field, choices, &|value| values.iter().any(|ticked| ticked == value));
    view! {
        <GroupFrame field=field>
            <div class=lay.class()>{boxes}</div>
        </GroupFrame>
    }
}

/// One of a few, all in sight.
#[component]
pub fn RadioField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    #[prop(optional)] lay: Lay,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required);
    let radios = options("radio", "radio", &field, choices, &|choice| choice == value);
    view! {
        <GroupFrame field=field>
            <div class=lay.class()>{radios}</div>
        </GroupFrame>
    }
}

/// The first input carries the field's id, so that the summary's link leads to it.
fn options(
    kind: &'static str,
    class: &'static str,
    field: &Framed,
    choices: Vec<Choice>,
    proposed: &dyn Fn(&str) -> bool,
) -> impl IntoView + use<> {
    choices
        .into_iter()
        .enumerate()
        .map(|(at, choice)| {
            let checked = field.chosen(&choice.value, proposed(&choice.value));
            view! {
                <label class="tf-check">
                    <input
                        type=kind
                        class=class
                        id=if at == 0 { field.id.clone() } else { format!("{}-{at}", field.id) }
                        name=field.name.clone()
                        value=choice.value
                        checked=checked
                        disabled=choice.disabled
                        required=field.required && kind == "radio"
                        aria-invalid=field.invalid()
                    />
                    <span>
                        {choice.label}
                        {(!choice.hint.is_empty()).then(|| view! { <span class="tf-hint">{choice.hint}</span> })}
                    </span>
                </label>
            }
        })
        .collect_view()
}
