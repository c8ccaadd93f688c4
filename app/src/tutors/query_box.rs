//! The wide line of the search page. Without script it is a plain field of the form around it; with script it offers
//! subjects and tutors while one types.

use std::time::Duration;

use contract::tutors::{Suggestion, SuggestionKind, WORDS_MAX};
use leptos::prelude::*;

use super::api::suggest;

/// Typing pauses this long before anything is asked.
const PAUSE: Duration = Duration::from_millis(180);

#[island]
pub fn QueryBox(
    /// What was searched for.
    words: String,
) -> impl IntoView {
    let found = RwSignal::new(Vec::<Suggestion>::new());
    let typed = RwSignal::new(0_u32);
    let ask = move |words: String| {
        typed.update(|n| *n += 1);
        let mine = typed.get_untracked();
        if words.trim().chars().count() < 2 {
            found.set(Vec::new());
            return;
        }
        let wait = move || {
            if typed.get_untracked() != mine {
                return;
            }
            leptos::task::spawn_local(async move {
                // An answer that comes too late, or none at all, leaves the field as it is.
                if let Ok(list) = suggest(words).await
                    && typed.get_untracked() == mine
                {
                    found.set(list);
                }
            });
        };
        set_timeout(wait, PAUSE);
    };
    let shut = move || {
        typed.update(|n| *n += 1);
        found.set(Vec::new());
    };
    view! {
        <div class="tf-query">
            <input
                class="input w-full"
                type="search"
                name="q"
                id="field-q"
                data-search=""
                autocomplete="off"
                maxlength=WORDS_MAX.to_string()
                aria-label="What do you want to learn?"
                placeholder="A subject, a topic, a name"
                value=words
                on:input=move |event| ask(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        shut();
                    }
                }
            />
            <div role="status" class="sr-only">
                {move || match found.get().len() {
                    0 => String::new(),
                    1 => "One suggestion below the field".into(),
                    n => format!("{n} suggestions below the field"),
                }}
            </div>
            {move || {
                let list = found.get();
                (!list.is_empty()).then(|| view! { <ul class="tf-suggestions">{list.into_iter().map(line).collect_view()}</ul> })
            }}
        </div>
    }
}

fn line(suggestion: Suggestion) -> impl IntoView {
    let kind = match suggestion.kind {
        SuggestionKind::Subject => "Subject",
        SuggestionKind::Tutor => "Tutor",
    };
    view! {
        <li>
            <a href=suggestion.href>
                {suggestion.label}
                <small>{kind}</small>
            </a>
        </li>
    }
}
