use contract::UserId;
use leptos::prelude::*;

use super::words::grouped;
use crate::ui::prelude::*;

/// Lines of a board, the highest first.
#[component]
pub(super) fn BoardList(children: Children) -> impl IntoView {
    view! {
        <ol class="tf-board" role="list">
            {children()}
        </ol>
    }
}

/// One person on a board: rank, who, points. The number leads to what it is made of.
#[component]
pub(super) fn Line(
    rank: i64,
    person: UserId,
    name: String,
    handle: String,
    points: i64,
    /// It is the reader's own: it stays in sight.
    mine: bool,
    /// What is to say about it.
    #[prop(optional)]
    note: Option<AnyView>,
) -> impl IntoView {
    let href = format!("/users/{handle}/xp");
    let of = format!(" points of {name}: what they are made of");
    view! {
        <li aria-current=mine.then_some("true")>
            <span class="tf-board-rank">
                <VisuallyHidden>"Rank "</VisuallyHidden>
                {grouped(rank)}
            </span>
            <Avatar id=person.0 name=name.clone() size=Size::Small />
            <span class="tf-board-name">
                <a href=format!("/users/{handle}")>{name}</a>
                {mine.then(|| view! { <Badge tone=Tone::Ember>"You"</Badge> })}
                {note}
            </span>
            <a class="tf-board-points" href=href>
                {grouped(points)}
                <VisuallyHidden>{of}</VisuallyHidden>
            </a>
        </li>
    }
}
