use leptos::prelude::*;

use crate::{
    request::{LocalPath, Request},
    ui::prelude::*,
};

/// Who vouches for people here, for pages that let them in. A link each: to leave changes nothing yet.
pub(super) struct ContinueWith {
    /// Name and label.
    providers: Vec<(String, String)>,
    next: LocalPath,
}

impl ContinueWith {
    pub(super) fn of(request: &Request, next: LocalPath) -> Self {
        let all = request.ctx.providers.iter();
        Self {
            providers: all.map(|provider| (provider.name().to_owned(), provider.label().to_owned())).collect(),
            next,
        }
    }

    /// Nothing where there is nobody.
    pub(super) fn view(self) -> impl IntoView {
        if self.providers.is_empty() {
            return ().into_any();
        }
        let next = self.next;
        let links = self
            .providers
            .into_iter()
            .map(|(name, label)| {
                view! {
                    <ButtonLink href=way_to(&name, &next) rel="nofollow">
                        {format!("Continue with {label}")}
                    </ButtonLink>
                }
            })
            .collect_view();
        view! {
            <p class="tf-or">"or"</p>
            <div class="tf-signins">{links}</div>
        }
        .into_any()
    }
}

/// The address that leads to a provider, and from there on to `next`.
pub(super) fn way_to(provider: &str, next: &LocalPath) -> String {
    let next: String = form_urlencoded::byte_serialize(next.as_str().as_bytes()).collect();
    format!("/signin/with/{provider}?next={next}")
}
