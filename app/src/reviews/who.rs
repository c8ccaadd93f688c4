//! A person on the page of a submission: their name, and behind it what one may do about them.

use domain::reviews::Someone;
use leptos::prelude::*;

use super::thread::Round;
use crate::{
    accounts::{BlockForm, UnblockButton},
    ui::prelude::*,
};

/// A name. For others than oneself, unless they are hidden, it opens a menu.
#[component]
pub fn Who(
    round: Round,
    person: Someone,
    /// The place on the page to come back to.
    #[prop(into)]
    at: String,
    /// Where a block is taken back; elsewhere on the page it is only told.
    #[prop(optional)]
    undo: bool,
) -> impl IntoView {
    let is_me = round.me() == Some(person.id);
    let name = if is_me { "You".to_owned() } else { person.name.clone() };
    let Some(handle) = person.handle.filter(|_| !is_me && round.me().is_some()) else {
        return view! { <b>{name}</b> }.into_any();
    };
    let back = format!("/reviews/{}{}#{at}", round.page.id, round.look.href());
    let profile = format!("/users/{handle}");
    if round.blocked.contains(&person.id) {
        let undo =
            undo.then(|| view! { <UnblockButton key=round.request.key() handle=handle name=person.name back=back /> });
        return view! {
            <b>{name}</b>
            <Badge tone=Tone::Neutral>"Blocked"</Badge>
            {undo}
        }
        .into_any();
    }
    view! {
        <details class="tf-menu tf-menu-left tf-who" data-menu>
            <summary>
                <b>{name}</b>
                <Glyph icon=Icon::ChevronDown size=IconSize::Small />
            </summary>
            <div class="tf-menu-panel">
                <MenuLink href=profile icon=Icon::User>
                    "Profile"
                </MenuLink>
                <BlockForm key=round.request.key() handle=handle back=back>
                    <MenuButton icon=Icon::CircleX>{format!("Block {}", person.name)}</MenuButton>
                </BlockForm>
            </div>
        </details>
    }
    .into_any()
}
