//! What every field has in common: its id, what was typed, what is wrong, and the words around it.

use leptos::prelude::*;

use crate::ui::{Glyph, Icon, Submitted, form::FormScope};

/// A field as it stands on the page: what it is called and what the last attempt left behind.
#[derive(Clone)]
pub struct Framed {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) message: Option<String>,
    pub(super) required: bool,
    says_optional: bool,
    /// Which of several fields of this name, from 0.
    nth: usize,
    submitted: Submitted,
}

impl Framed {
    pub(super) fn new(name: String, label: String, hint: String, required: bool) -> Self {
        let submitted = use_context::<Submitted>().unwrap_or_default();
        let message = submitted.message(&name).map(str::to_owned);
        let says_optional = !required && FormScope::says_optional();
        Self { says_optional, id: FormScope::id(&name), name, label, hint, message, required, nth: 0, submitted }
    }

    /// One of several fields of the same name: blocks of a form that repeat. What is wrong with the name is said at the
    /// first of them, where the summary's link leads.
    pub(super) fn nth(self, nth: usize) -> Self {
        if nth == 0 {
            return self;
        }
        Self { id: format!("{}-{nth}", self.id), message: None, nth, ..self }
    }

    /// Does not say that it is optional: what it stands in makes that plain.
    pub(super) fn quiet(self, quiet: bool) -> Self {
        Self { says_optional: self.says_optional && !quiet, ..self }
    }

    /// What was typed, else what the page proposes.
    pub(super) fn value(&self, proposed: String) -> String {
        self.submitted.values(&self.name).nth(self.nth).map_or(proposed, str::to_owned)
    }

    /// Whether this value of several is chosen.
    pub(super) fn chosen(&self, value: &str, proposed: bool) -> bool {
        if self.submitted.pairs.is_empty() {
            proposed
        } else {
            self.submitted.values(&self.name).any(|sent| sent == value)
        }
    }

    /// `aria-describedby`: the hint and the error, when they are there.
    pub(super) fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let error = self.message.is_some().then(|| format!("{}-error", self.id));
        let both = [hint, error].into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!both.is_empty()).then_some(both)
    }

    /// `aria-invalid`.
    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.message.is_some().then_some("true")
    }
}

/// Label, hint, the control, the error.
#[component]
pub fn Frame(
    field: Framed,
    /// The label is for screen readers alone: the field explains itself by its place.
    #[prop(optional)]
    bare: bool,
    children: Children,
) -> impl IntoView {
    let class = if bare { "tf-label sr-only" } else { "tf-label" };
    let target = field.id.clone();
    view! {
        <div class="tf-field">
            <label for=target class=class>
                {field.label.clone()}
                {field.says_optional.then(|| view! { <span class="tf-optional">" (optional)"</span> })}
            </label>
            <Hint id=field.id.clone() words=field.hint.clone() />
            {children()}
            <Problem id=field.id message=field.message />
        </div>
    }
}

/// Several controls under one legend.
#[component]
pub fn GroupFrame(field: Framed, children: Children) -> impl IntoView {
    let described_by = field.described_by();
    view! {
        <fieldset class="tf-field" aria-describedby=described_by>
            <legend class="tf-label">
                {field.label.clone()}
                {field.says_optional.then(|| view! { <span class="tf-optional">" (optional)"</span> })}
            </legend>
            <Hint id=field.id.clone() words=field.hint.clone() />
            {children()}
            <Problem id=field.id message=field.message />
        </fieldset>
    }
}

/// The line under the label.
#[component]
pub fn Hint(id: String, words: String) -> impl IntoView {
    (!words.is_empty()).then(|| {
        view! {
            <p class="tf-hint" id=format!("{id}-hint")>
                {words}
            </p>
        }
    })
}

/// The line under a field that was refused.
#[component]
pub fn Problem(id: String, message: Option<String>) -> impl IntoView {
    message.map(|message| {
        view! {
            <p class="tf-error" id=format!("{id}-error")>
                <Glyph icon=Icon::CircleAlert />
                {message}
            </p>
        }
    })
}
