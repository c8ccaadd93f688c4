use chrono::{DateTime, Utc};
use contract::{AppError, Pairs, Problem, accounts::Unlink};
use domain::accounts::providers::{self, Linked, WaysIn};
use domain::when::Reader;
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Leaving, Refused, Request, Screen, value_of},
    said::Said,
    time,
    ui::prelude::*,
};

const PATH: &str = "/settings/security/providers";

/// Links a provider or unlinks one, by the form's `action`.
pub async fn change_providers(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let ctx = &request.ctx;
    let sudo = request.user()?.must_be_sudo(ctx).map_err(AppError::from)?;
    match value_of(&pairs, "action").unwrap_or_default() {
        "link" => {
            let name = value_of(&pairs, "provider").unwrap_or_default();
            let to = providers::depart_to_link(ctx, &sudo, name, PATH).await?;
            let provider = ctx.providers.named(name).ok_or(AppError::NotFound)?;
            Ok(Done::here(Leaving::new(to, provider)))
        }
        "unlink" => {
            providers::unlink(ctx, &sudo, Unlink::decode(&pairs)?).await?;
            Ok(Done::to(PATH).saying(Said::ProviderUnlinked))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/settings/security/providers`: by whom one comes in.
pub async fn providers_page(request: Request) -> Result<Screen, Failure> {
    if let Some(leaving) = Leaving::screen() {
        return Ok(leaving);
    }
    let ways = providers::ways_in(&request.ctx, request.user()?).await?;
    let refused =
        use_context::<Refused>().map(|Refused(error)| view! { <Banner tone=Tone::Danger title=error.to_string() /> });
    let list = rows(&request, ways);
    let offers = request.ctx.providers.iter().map(|provider| {
        let label = format!("Link {}", provider.label());
        view! {
            <form method="post">
                <input type="hidden" name="key" value=request.key() />
                <input type="hidden" name="action" value="link" />
                <input type="hidden" name="provider" value=provider.name().to_owned() />
                <Button submit=true icon=Icon::Plus>
                    {label}
                </Button>
            </form>
        }
    });
    let offers = offers.collect_view();
    let body = view! {
        <PageHead
            title="Linked sign-ins"
            crumbs=vec![Crumb::new("/settings", "Settings"), Crumb::new("/settings/security", "Security")]
            lead="Come in with an account that you have elsewhere, without a password."
        />
        <div class="tf-stack max-w-2xl">{refused} {list} <div class="tf-signins-row">{offers}</div></div>
    };
    Ok(Screen::new("Linked sign-ins", body))
}

fn rows(request: &Request, WaysIn { linked, .. }: WaysIn) -> AnyView {
    if linked.is_empty() {
        let more = match request.ctx.providers.iter().next() {
            Some(_) => "Link one, and you need no password to come in.",
            None => "This place has nobody to link.",
        };
        return view! { <EmptyState says="Nothing is linked with your account." more=more icon=Icon::Key /> }
            .into_any();
    }
    let (reader, now) = (request.reader, request.ctx.now());
    let row = |one: Linked| {
        let label = request.ctx.providers.named(&one.provider).map(|provider| provider.label().to_owned());
        view! { <LinkedRow one=one label=label key=request.key() reader=reader now=now /> }
    };
    let rows = linked.into_iter().map(row).collect_view();
    view! { <List>{rows}</List> }.into_any()
}

#[component]
fn LinkedRow(one: Linked, label: Option<String>, key: String, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let used = time::relative(one.used_at, now).unwrap_or_else(|| time::moment(one.used_at, reader, now));
    let status = if label.is_some() {
        view! { <Status word="Opens your account" tone=Tone::Success next=format!("last used {used}") /> }
    } else {
        view! { <Status word="Opens nothing" tone=Tone::Warning next="this place does not work with it any more" /> }
    };
    let title = label.unwrap_or(one.provider);
    let email = one.email.map(|email| format!("{email} · ")).unwrap_or_default();
    let line = format!("{email}linked {}", time::day(one.linked_at, reader, now));
    let hidden = format!(" {title}");
    let lead = view! { <Glyph icon=Icon::Key /> }.into_any();
    let action = view! {
        <form method="post">
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="action" value="unlink" />
            <input type="hidden" name="identity" value=one.id.to_string() />
            <Button submit=true look=Look::Danger size=Size::Small>
                "Unlink" <VisuallyHidden>{hidden}</VisuallyHidden>
            </Button>
        </form>
    }
    .into_any();
    view! {
        <Row title=title lead=lead line=line action=action>
            {status}
        </Row>
    }
}
