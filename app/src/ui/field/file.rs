//! Files to send along.

use leptos::{attr::custom::custom_attribute, prelude::*};

use super::frame::{Frame, Framed};

/// What may be chosen.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Pick {
    One,
    #[default]
    Several,
    /// A folder with all that is in it. Each file's name is its path inside, where the browser can.
    Folder,
}

/// Files to send along. What was chosen cannot be shown again after a refusal: no browser allows it.
#[component]
pub fn FileField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
    #[prop(optional)] pick: Pick,
    /// Endings or kinds that the browser offers: ".zip".
    #[prop(optional, into)]
    accept: Option<String>,
    /// Not needed, and does not say so: what it stands in makes that plain.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required).quiet(quiet);
    let several = pick != Pick::One;
    // Leptos does not know this one by name.
    let folder = custom_attribute("webkitdirectory", (pick == Pick::Folder).then_some(""));
    view! {
        <Frame field=field.clone()>
            <input
                type="file"
                class="tf-file-input"
                {..folder}
                id=field.id.clone()
                name=field.name.clone()
                required=required
                multiple=several
                accept=accept
                aria-describedby=field.described_by()
                aria-invalid=field.invalid()
            />
        </Frame>
    }
}
