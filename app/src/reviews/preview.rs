//! Markdown seen before it is sent: the form posts itself, and comes back as it was with its words as others will see them.

use leptos::prelude::*;

use super::{code_fields::DO, quote::has_quote};
use crate::ui::{prelude::*, sheet::Marked};

/// What the button sends.
pub const PREVIEW: &str = "preview";

/// A field for Markdown, and below it what becomes of it, if that was asked for.
#[component]
pub fn Written(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    #[prop(default = 3)] rows: u32,
) -> impl IntoView {
    let sent = use_context::<Submitted>().unwrap_or_default();
    let shown = (sent.value(DO) == Some(PREVIEW)).then(|| sent.value(&name).unwrap_or_default().to_owned());
    let goes_on = has_quote(&sent);
    view! {
        <TextAreaField name=name label=label value=value hint=hint required=required rows=rows max_length=8000 autofocus=goes_on />
        {shown
            .map(|text| {
                view! {
                    <section class="tf-preview" aria-label="Preview" tabindex="-1" autofocus>
                        <Marked html=markup::markdown(&text) />
                    </section>
                }
            })}
    }
}

/// Sends the form for a look at it.
#[component]
pub fn PreviewButton() -> impl IntoView {
    view! {
        <Button submit=true name=DO value=PREVIEW look=Look::Bare unchecked=true>
            "Preview"
        </Button>
    }
}
