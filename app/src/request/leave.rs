use domain::ports::Provider;
use leptos::prelude::*;
use leptos_meta::Meta;

use super::Screen;
use crate::ui::prelude::*;

/// In the context of a page whose form sends the browser to a provider. By a page of its own, which goes on by itself:
/// browsers hold the redirects of a form against `form-action`, and where a provider sends people on to is its own business.
#[derive(Clone, Debug)]
pub struct Leaving {
    to: String,
    label: String,
}

impl Leaving {
    pub fn new(to: String, provider: &dyn Provider) -> Self {
        Self { to, label: provider.label().to_owned() }
    }

    /// If the form of this page sends the browser away.
    pub fn screen() -> Option<Screen> {
        let Self { to, label } = use_context()?;
        let title = format!("On to {label}");
        let body = view! {
            <Meta http_equiv="refresh" content=format!("0;url={to}") />
            <PageHead title=title.clone() lead="You come back here as soon as you are done there." />
            <div>
                <ButtonLink href=to look=Look::Primary>
                    {format!("Go on to {label}")}
                </ButtonLink>
            </div>
        };
        Some(Screen::new(title, body).plain())
    }
}
