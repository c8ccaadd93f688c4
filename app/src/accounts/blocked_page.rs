use chrono::{DateTime, Utc};
use contract::{AppError, Pairs, Problem, accounts::Block};
use domain::accounts::{self, Blocked};
use domain::when::Reader;
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, LocalPath, Refused, Request, Screen, value_of},
    said::Said,
    time,
    ui::prelude::*,
};

const PATH: &str = "/settings/blocked";

/// Blocks somebody or no longer, by the form's `action`. Leads back to where it was done.
pub async fn change_blocks(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let value = |name: &str| value_of(&pairs, name);
    let back = value("back").and_then(LocalPath::parse);
    let back = back.as_ref().map_or(PATH, LocalPath::as_str);
    let form = Block::decode(&pairs)?;
    match value("action").unwrap_or_default() {
        "block" => {
            accounts::block(ctx, user, &form.handle).await?;
            Ok(Done::to(back).saying(Said::Blocked))
        }
        "unblock" => {
            accounts::unblock(ctx, user, &form.handle).await?;
            Ok(Done::to(back).saying(Said::Unblocked))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/settings/blocked`.
pub async fn blocked_page(request: Request) -> Result<Screen, Failure> {
    let blocked = accounts::blocked(&request.ctx, request.user()?).await?;
    let (reader, now) = (request.reader, request.ctx.now());
    let refused =
        use_context::<Refused>().map(|Refused(error)| view! { <Banner tone=Tone::Danger title=error.to_string() /> });
    let list = if blocked.is_empty() {
        let more = "You can block somebody from the menu behind their name, on their code, their review or their page.";
        view! { <EmptyState says="You have blocked nobody." more=more icon=Icon::Users /> }.into_any()
    } else {
        let rows = blocked
            .into_iter()
            .map(|person| view! { <BlockedRow person=person key=request.key() reader=reader now=now /> })
            .collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let body = view! {
        <PageHead
            title="Blocked people"
            crumbs=vec![Crumb::new("/settings", "Settings")]
            lead="Neither of you is offered the other’s code, nor may claim it. What you have begun together you may end. Nobody is told that they are blocked."
        />
        <div class="tf-stack max-w-2xl">{refused} {list}</div>
    };
    Ok(Screen::new("Blocked people", body))
}

#[component]
fn BlockedRow(person: Blocked, key: String, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let line = format!("@{} · blocked {}", person.handle, time::day(person.at, reader, now));
    let lead = view! { <Avatar id=person.id.0 name=person.name.clone() /> }.into_any();
    let href = format!("/users/{}", person.handle);
    let action = view! { <UnblockButton key=key handle=person.handle name=person.name.clone() back=PATH /> }.into_any();
    view! { <Row title=person.name href=href line=line lead=lead action=action /> }
}

/// The form that blocks somebody; its button is what it holds.
#[component]
pub fn BlockForm(
    #[prop(into)] key: String,
    #[prop(into)] handle: String,
    /// Where to come back to.
    #[prop(into)]
    back: String,
    children: Children,
) -> impl IntoView {
    view! {
        <form method="post" action=PATH>
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="action" value="block" />
            <input type="hidden" name="handle" value=handle />
            <input type="hidden" name="back" value=back />
            {children()}
        </form>
    }
}

/// Takes a block back.
#[component]
pub fn UnblockButton(
    #[prop(into)] key: String,
    #[prop(into)] handle: String,
    #[prop(into)] name: String,
    /// Where to come back to.
    #[prop(into)]
    back: String,
) -> impl IntoView {
    view! {
        <form method="post" action=PATH>
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="action" value="unblock" />
            <input type="hidden" name="handle" value=handle />
            <input type="hidden" name="back" value=back />
            <Button submit=true size=Size::Small>
                "Unblock" <VisuallyHidden>{format!(" {name}")}</VisuallyHidden>
            </Button>
        </form>
    }
}
