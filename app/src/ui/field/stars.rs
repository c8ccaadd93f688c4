//! Giving one to five stars.

use leptos::prelude::*;

use super::frame::{Framed, GroupFrame};
use crate::ui::{Glyph, Icon};

const WORDS: [&str; 5] = ["Poor", "Weak", "Fair", "Good", "Excellent"];

/// One to five stars: a radio group that looks like stars and needs no script. Sends `1` to `5`.
#[component]
pub fn StarsInput(
    #[prop(default = "stars".into(), into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = true)] required: bool,
) -> impl IntoView {
    let field = Framed::new(name, label, hint, required);
    let radios = WORDS
        .into_iter()
        .zip(1_u8..)
        .map(|(word, stars)| {
            let sent = stars.to_string();
            let checked = field.chosen(&sent, sent == value);
            let id = if stars == 1 { field.id.clone() } else { format!("{}-{stars}", field.id) };
            let name = field.name.clone();
            view! {
                <label>
                    <input type="radio" id=id name=name value=sent checked=checked required=required />
                    <Glyph icon=Icon::Star />
                    <span class="sr-only">{format!("{stars} of 5: {word}")}</span>
                </label>
            }
        })
        .collect_view();
    let words = WORDS.into_iter().map(|word| view! { <span>{word}</span> }).collect_view();
    view! {
        <GroupFrame field=field>
            <div class="tf-stars-input">{radios}</div>
            <div class="tf-stars-words" aria-hidden="true">
                {words}
            </div>
        </GroupFrame>
    }
}
