use chrono::{DateTime, Utc};
use contract::{
    AppError, Pairs, Problem,
    accounts::{CreateToken, RevokeToken, TOKEN_DAYS},
};
use domain::accounts::{self, Token};
use domain::when::Reader;
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, LocalPath, Refused, Request, Screen, value_of},
    said::Said,
    time,
    ui::prelude::*,
};

const PATH: &str = "/settings/tokens";

/// A token that was made by the form that this page answers. It is shown once and stands nowhere else.
#[derive(Clone)]
struct Fresh(String);

/// Makes a token or ends one, by the form's `action`.
pub async fn change_tokens(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let action = value_of(&pairs, "action").unwrap_or_default();
    match action {
        "create" => {
            let form = CreateToken::decode(&pairs)?;
            let sudo = user.must_be_sudo(ctx).map_err(AppError::from)?;
            Ok(Done::here(Fresh(accounts::create_token(ctx, &sudo, form).await?)))
        }
        "revoke" => {
            accounts::revoke_token(ctx, user, RevokeToken::decode(&pairs)?).await?;
            let back = value_of(&pairs, "back").and_then(LocalPath::parse);
            Ok(Done::to(back.as_ref().map_or(PATH, LocalPath::as_str)).saying(Said::TokenRevoked))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/settings/tokens`.
pub async fn tokens_page(request: Request) -> Result<Screen, Failure> {
    let tokens = accounts::tokens(&request.ctx, request.user()?).await?;
    let (reader, now) = (request.reader, request.ctx.now());
    let fresh = use_context::<Fresh>().map(|Fresh(token)| view! { <FreshToken token=token /> });
    let list = if tokens.is_empty() {
        view! { <EmptyState says="You have no tokens." more="Make one to send code from your terminal or your editor." icon=Icon::Key /> }
            .into_any()
    } else {
        let rows = tokens
            .into_iter()
            .map(|token| view! { <TokenRow token=token key=request.key() reader=reader now=now back=PATH /> })
            .collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let days = TOKEN_DAYS.iter().map(|days| Choice::new(days.to_string(), lifetime(*days))).collect();
    let body = view! {
        <PageHead
            title="Access tokens"
            crumbs=vec![Crumb::new("/settings", "Settings")]
            lead="A token lets a program of yours submit code as you. It can do nothing else, and you can end it at any time."
        />
        <div class="tf-stack max-w-2xl">
            {fresh}
            <StrayRefusal />
            {list}
            <Panel title="Make a token">
                <Form key=request.key() action="create" action_label="Make the token" look=Look::Primary consequence="Its text is shown once, on the next page.">
                    <TextField name="name" label="Name" hint="Where you will use it: “school computer”, “editor”." max_length=60 autocomplete="off" />
                    <RadioField name="days" label="It lives for" choices=days value="90" lay=Lay::Flow />
                </Form>
            </Panel>
        </div>
    };
    Ok(Screen::new("Access tokens", body))
}

fn lifetime(days: u32) -> String {
    match days {
        7 => "a week".into(),
        30 => "a month".into(),
        90 => "three months".into(),
        365 => "a year".into(),
        days => format!("{days} days"),
    }
}

#[component]
fn FreshToken(token: String) -> impl IntoView {
    view! {
        <Banner tone=Tone::Success title="This is your token. It is shown this once: copy it now.">
            <Command line=token label="Your token" />
            <p>"Keep it where your shell finds it, as TUTORFORGE_TOKEN, and nowhere that others can read."</p>
        </Banner>
    }
}

/// A refusal of a row's own form, which has nowhere to say it.
#[component]
fn StrayRefusal() -> impl IntoView {
    let sent = use_context::<Submitted>().unwrap_or_default();
    let revoking = sent.value("action") == Some("revoke");
    use_context::<Refused>()
        .filter(|_| revoking)
        .map(|Refused(error)| view! { <Banner tone=Tone::Danger title=error.to_string() /> })
}

#[component]
pub(super) fn TokenRow(
    token: Token,
    key: String,
    reader: Reader,
    now: DateTime<Utc>,
    /// Where to come back to.
    back: &'static str,
) -> impl IntoView {
    let day = |at| time::day(at, reader, now);
    let used =
        token.last_used_at.map_or_else(|| "never used".to_owned(), |at| format!("last used {}", ago(at, reader, now)));
    let line = format!("Submits code · made {} · {used}", day(token.created_at));
    let status = if token.expires_at <= now {
        view! { <Status word="Ran out" tone=Tone::Neutral next=format!("on {}", day(token.expires_at)) /> }
    } else {
        view! { <Status word="Works" tone=Tone::Success next=format!("until {}", day(token.expires_at)) /> }
    };
    let hidden = format!(" the token “{}”", token.name);
    let action = view! {
        <form method="post" action=PATH>
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="action" value="revoke" />
            <input type="hidden" name="back" value=back />
            <input type="hidden" name="token" value=token.id.to_string() />
            <Button submit=true look=Look::Danger size=Size::Small>
                "Revoke" <VisuallyHidden>{hidden}</VisuallyHidden>
            </Button>
        </form>
    }
    .into_any();
    view! {
        <Row title=token.name line=line action=action>
            {status}
        </Row>
    }
}

fn ago(at: DateTime<Utc>, reader: Reader, now: DateTime<Utc>) -> String {
    time::relative(at, now).unwrap_or_else(|| time::day(at, reader, now))
}
