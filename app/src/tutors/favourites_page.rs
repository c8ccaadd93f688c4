use contract::{AppError, Pairs, Problem};
use domain::tutors::{self, Favourite};
use leptos::prelude::*;

use crate::{
    money::money,
    request::{Done, Failure, LocalPath, Request, Screen, value_of},
    said::Said,
    ui::prelude::*,
};

const PATH: &str = "/favourites";

/// Remembers a tutor or forgets them, by the form's `action`. Leads back to where it was done.
pub async fn change_favourites(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let value = |name: &str| value_of(&pairs, name).unwrap_or_default();
    let back = LocalPath::parse(value("back"));
    let back = back.as_ref().map_or(PATH, LocalPath::as_str);
    match value("action") {
        "add" => {
            tutors::add_favourite(ctx, user, value("handle")).await?;
            Ok(Done::to(back).saying(Said::FavouriteAdded))
        }
        "remove" => {
            tutors::remove_favourite(ctx, user, value("handle")).await?;
            Ok(Done::to(back).saying(Said::FavouriteRemoved))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/favourites`: tutors whom one wants to find again.
pub async fn favourites_page(request: Request) -> Result<Screen, Failure> {
    let favourites = tutors::favourites(&request.ctx, request.user()?).await?;
    let list = if favourites.is_empty() {
        view! {
            <EmptyState says="You have no favourites." more="Remember a tutor from their page." icon=Icon::Star>
                <ButtonLink href="/tutors" look=Look::Primary>
                    "Find a tutor"
                </ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = favourites.into_iter().map(|one| row(&request, one)).collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let body = view! {
        <PageHead title="Favourites" lead="Tutors you want to find again. Nobody else knows of it." />
        <div class="tf-stack max-w-3xl">{list}</div>
    };
    Ok(Screen::new("Favourites", body))
}

fn row(request: &Request, one: Favourite) -> AnyView {
    let price = match one.price_minor {
        0 => "Free".to_owned(),
        minor => format!("{} an hour", money(minor, &one.currency)),
    };
    let lead = view! { <Avatar id=one.tutor.0 name=one.name.clone() /> }.into_any();
    let figure = view! { <span class="text-soft">{price}</span> }.into_any();
    let button = view! { <FavouriteButton key=request.key() handle=one.handle.clone() name=one.name.clone() back=PATH is=true /> };
    let href = format!("/tutors/{}", one.handle);
    view! { <Row title=one.name href=href line=one.headline lead=lead figure=figure action=button.into_any() /> }
        .into_any()
}

/// Remembers a tutor, or forgets them.
#[component]
pub fn FavouriteButton(
    #[prop(into)] key: String,
    #[prop(into)] handle: String,
    #[prop(into)] name: String,
    /// Where to come back to.
    #[prop(into)]
    back: String,
    /// Whether they are one.
    is: bool,
) -> impl IntoView {
    let (action, word) = if is { ("remove", "Forget") } else { ("add", "Remember") };
    view! {
        <form method="post" action=PATH>
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="action" value=action />
            <input type="hidden" name="handle" value=handle />
            <input type="hidden" name="back" value=back />
            <Button submit=true icon=Icon::Star>
                {word} <VisuallyHidden>{format!(" {name}")}</VisuallyHidden>
            </Button>
        </form>
    }
}
