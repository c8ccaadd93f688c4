//! One line of text, and its relatives.

use leptos::prelude::*;

use super::frame::{Frame, Framed};

/// One line of text.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    #[prop(optional, into)] autocomplete: Option<String>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional)] max_length: Option<u32>,
    /// Ids of a `<datalist>` on the page that proposes values.
    #[prop(optional, into)]
    list: Option<String>,
    /// The browser's time zone goes in where the field is empty.
    #[prop(optional)]
    zone_guess: bool,
    /// The label is for screen readers alone.
    #[prop(optional)]
    bare: bool,
    /// Which of several fields of this name, from 0.
    #[prop(optional)]
    nth: usize,
    /// Not needed, and does not say so: what it stands in makes that plain.
    #[prop(optional)]
    quiet: bool,
    /// Takes the focus when the page arrives.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required).nth(nth).quiet(quiet);
    view! {
        <Frame field=field.clone() bare=bare>
            <input
                type="text"
                class="input"
                id=field.id.clone()
                name=field.name.clone()
                value=field.value(value)
                required=required
                autocomplete=autocomplete
                placeholder=placeholder
                maxlength=max_length
                list=list
                autofocus=autofocus
                data-zone-guess=zone_guess
                aria-describedby=field.described_by()
                aria-invalid=field.invalid()
            />
        </Frame>
    }
}

/// An e-mail address.
#[component]
pub fn EmailField(
    #[prop(default = "email".into(), into)] name: String,
    #[prop(default = "E-mail".into(), into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    #[prop(default = "email".into(), into)] autocomplete: String,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required);
    view! {
        <Frame field=field.clone()>
            <input
                type="email"
                class="input"
                id=field.id.clone()
                name=field.name.clone()
                value=field.value(value)
                required=required
                autocomplete=autocomplete
                inputmode="email"
                spellcheck="false"
                autocapitalize="none"
                aria-describedby=field.described_by()
                aria-invalid=field.invalid()
            />
        </Frame>
    }
}

/// A password. What was typed is never shown again; `new` asks password managers for a new one.
#[component]
pub fn PasswordField(
    #[prop(default = "password".into(), into)] name: String,
    #[prop(default = "Password".into(), into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    #[prop(optional)] new: bool,
    #[prop(optional)] min_length: Option<u32>,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required);
    view! {
        <Frame field=field.clone()>
            <input
                type="password"
                class="input"
                id=field.id.clone()
                name=field.name.clone()
                required=required
                minlength=min_length
                autocomplete=if new { "new-password" } else { "current-password" }
                aria-describedby=field.described_by()
                aria-invalid=field.invalid()
            />
        </Frame>
    }
}

/// A number, with a unit before or after it.
#[component]
pub fn NumberField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    #[prop(optional, into)] min: Option<String>,
    #[prop(optional, into)] max: Option<String>,
    #[prop(optional, into)] step: Option<String>,
    /// Shown before the number: "€".
    #[prop(optional, into)]
    before: String,
    /// Shown after the number: "per hour".
    #[prop(optional, into)]
    after: String,
    #[prop(optional, into)] placeholder: Option<String>,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required);
    view! {
        <Frame field=field.clone()>
            <span class="tf-joined">
                {(!before.is_empty()).then(|| view! { <span class="tf-affix">{before}</span> })}
                <input
                    type="number"
                    class="input"
                    id=field.id.clone()
                    name=field.name.clone()
                    value=field.value(value)
                    required=required
                    min=min
                    max=max
                    step=step
                    placeholder=placeholder
                    inputmode="decimal"
                    aria-describedby=field.described_by()
                    aria-invalid=field.invalid()
                />
                {(!after.is_empty()).then(|| view! { <span class="tf-affix">{after}</span> })}
            </span>
        </Frame>
    }
}

/// A query. Its label is for screen readers; `/` brings the focus here.
#[component]
pub fn SearchField(
    #[prop(default = "q".into(), into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] placeholder: Option<String>,
) -> impl IntoView {
    let field = Framed::new(name, label, String::new(), true);
    view! {
        <Frame field=field.clone() bare=true>
            <input
                type="search"
                class="input"
                id=field.id.clone()
                name=field.name.clone()
                value=field.value(value)
                placeholder=placeholder
                enterkeyhint="search"
                maxlength="200"
                data-search
            />
        </Frame>
    }
}
