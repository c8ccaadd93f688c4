//! The name and the mark: an anvil that is also a T.

use leptos::prelude::*;

/// The mark alone.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="tf-mark" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
            <rect class="tf-mark-ground" width="32" height="32" rx="7"></rect>
            <path
                class="tf-mark-anvil"
                d="M5 9h22v4.5c-4.2 0-7.2 1.6-7.9 5.2L19.6 21H23v3.5H9V21h3.4l.5-2.3C12.2 15 9.2 13 5 9Z"
            ></path>
        </svg>
    }
}

/// Mark and name, leading home.
#[component]
pub fn Wordmark() -> impl IntoView {
    view! {
        <a class="tf-wordmark" href="/">
            <Mark />
            "TutorForge"
        </a>
    }
}
