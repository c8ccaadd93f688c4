use domain::tutors::application::{self, Admission, State};
use leptos::prelude::*;

use super::apply::words;
use crate::{
    request::{Failure, Request},
    ui::prelude::*,
};

/// What stands between somebody's page and students; nothing where nothing does.
pub(super) async fn admission(request: &Request) -> Result<AnyView, Failure> {
    let mine = application::my_application(&request.ctx, request.user()?).await?;
    let open = request.ctx.admission == Admission::Open;
    let link = |words: &'static str| view! { <TextLink href="/teach/apply">{words}</TextLink> };
    Ok(match mine.state {
        State::Suspended => view! {
            <Banner tone=Tone::Danger title="Your page is suspended. Nobody else sees it.">
                {link("Why, and what comes next")}
            </Banner>
        }
        .into_any(),
        State::Approved if mine.change.is_some() => view! {
            <Banner title="Something that you changed waits for a moderator. Others see what was there before.">
                {link("See both")}
            </Banner>
        }
        .into_any(),
        State::Approved => ().into_any(),
        _ if open => ().into_any(),
        State::Draft => view! {
            <Banner title="A moderator reads who wants to teach before students see them.">{link("Apply to teach")}</Banner>
        }
        .into_any(),
        state => {
            let title = format!("Your application: {}.", words::state_word(state).to_lowercase());
            view! { <Banner title=title>{link("See where it stands")}</Banner> }.into_any()
        }
    })
}
