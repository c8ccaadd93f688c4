use domain::{
    accounts::User,
    reviews::{self, Browse, COUNTED, Cursor, InUse, State},
};
use leptos::prelude::*;

use super::rows::{BrowsedRow, MineRow, WaitingRow, language};
use crate::{
    request::{Failure, Request, Screen},
    ui::prelude::*,
};

/// Views of the page: name in the address, label.
const VIEWS: [(&str, &str); 3] = [("browse", "Browse"), ("mine", "Mine"), ("waiting", "Waiting for me")];

/// `/reviews`: everything that is public, what is mine, and what waits for me.
pub async fn browse_page(request: Request) -> Result<Screen, Failure> {
    let chosen = VIEWS.iter().find(|(name, _)| request.query("view") == Some(*name)).map_or("browse", |(name, _)| name);
    let waiting = match &request.caller {
        Some(user) => Some(reviews::waiting(&request.ctx, user).await?),
        None => None,
    };
    let content = match (chosen, request.caller.clone()) {
        ("mine", Some(user)) => mine(&request, &user).await?,
        ("waiting", Some(user)) => waiting_for_me(&request, &user).await?,
        ("mine" | "waiting", None) => sign_in(chosen),
        _ => browse(&request).await?,
    };
    let tabs = VIEWS
        .into_iter()
        .map(|(name, label)| {
            let count = if name == "waiting" { waiting.filter(|count| *count > 0) } else { None };
            view! { <Tab href=href(name) current=name == chosen count=count>{label}</Tab> }
        })
        .collect_view();
    let action = view! {
        <div class="tf-actions">
            <ButtonLink href="/reviews/queue" icon=Icon::Inbox>
                "Review something"
            </ButtonLink>
            <ButtonLink href="/reviews/new" look=Look::Primary icon=Icon::Plus>
                "Submit code"
            </ButtonLink>
        </div>
    }
    .into_any();
    let body = view! {
        <PageHead title="Reviews" lead="Somebody reads your code and says what they see. You read theirs." action=action />
        <Tabs label="Which submissions">{tabs}</Tabs>
        {content}
    };
    Ok(Screen::new("Reviews", body)
        .described("Code that asks to be read, and what others said about it. Submit yours, or review somebody's."))
}

fn href(view: &str) -> String {
    if view == "browse" { "/reviews".into() } else { format!("/reviews?view={view}") }
}

fn cursor(request: &Request) -> Option<Cursor> {
    request.query("after").and_then(|text| text.parse().ok())
}

fn sign_in(view: &str) -> AnyView {
    let says =
        if view == "mine" { "Sign in to see what you have submitted." } else { "Sign in to see what waits for you." };
    let next = format!("/signin?next=%2Freviews%3Fview%3D{view}");
    view! {
        <EmptyState says=says icon=Icon::User>
            <ButtonLink href=next>"Sign in"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

async fn browse(request: &Request) -> Result<AnyView, Failure> {
    let states = [State::Open, State::Finished, State::Closed];
    let filter = Browse {
        language: request.query("language").filter(|text| !text.is_empty() && text.len() <= 40).map(str::to_owned),
        state: states.into_iter().find(|state| request.query("state") == Some(state.as_str())),
        reader: request.caller.as_ref().map(|user| user.id),
    };
    let after = cursor(request);
    let (page, languages) = futures::future::try_join(reviews::browse(&request.ctx, &filter, after), async {
        Ok(reviews::languages_in_use(&request.ctx).await?)
    })
    .await?;
    let (reader, now) = (request.reader, request.ctx.now());
    let here = address(&filter);
    let first = after.map(|_| here.clone());
    let joint = if here.contains('?') { '&' } else { '?' };
    let next = page.next.map(|cursor| format!("{here}{joint}after={cursor}"));
    let filtered = filter.language.is_some() || filter.state.is_some();
    let list = if page.rows.is_empty() {
        nothing(filtered)
    } else {
        let rows =
            page.rows.into_iter().map(|row| view! { <BrowsedRow row=row reader=reader now=now /> }).collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    Ok(view! {
        <div class="tf-with-rail">
            <form method="get" action="/reviews">
                <BrowseFilters filter=filter languages=languages />
            </form>
            <div class="tf-stack">
                {list}
                <Pager before=first after=next before_label="Back to the newest" after_label="Older" />
            </div>
        </div>
    }
    .into_any())
}

fn address(filter: &Browse) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(language) = &filter.language {
        query.append_pair("language", language);
    }
    if let Some(state) = filter.state {
        query.append_pair("state", state.as_str());
    }
    let query = query.finish();
    if query.is_empty() { "/reviews".into() } else { format!("/reviews?{query}") }
}

#[component]
fn BrowseFilters(filter: Browse, languages: Vec<InUse>) -> impl IntoView {
    let on = usize::from(filter.language.is_some()) + usize::from(filter.state.is_some());
    let states =
        vec![Choice::new("open", "Open"), Choice::new("finished", "Finished"), Choice::new("closed", "Closed")];
    view! {
        <Filters on=on>
            <SelectField name="language" label="Language" required=false any="Any language" value=filter.language.unwrap_or_default() choices=counted(languages) />
            <SelectField name="state" label="State" required=false any="Any state" value=filter.state.map(|state| state.as_str().to_owned()).unwrap_or_default() choices=states />
            <div class="tf-form-foot">
                <Button submit=true>"Apply"</Button>
                {(on > 0).then(|| view! { <TextLink href="/reviews">"Clear filters"</TextLink> })}
            </div>
        </Filters>
    }
}

/// Languages with how often they occur.
pub(super) fn counted(languages: Vec<InUse>) -> Vec<Choice> {
    let choice = |one: InUse| {
        let more = if one.count >= COUNTED { "+" } else { "" };
        Choice::new(one.language.clone(), format!("{} ({}{more})", language(&one.language), one.count))
    };
    languages.into_iter().map(choice).collect()
}

fn nothing(filtered: bool) -> AnyView {
    if filtered {
        return view! {
            <EmptyState says="Nothing is in this language and state." icon=Icon::Code>
                <ButtonLink href="/reviews">"Show everything"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState says="Nobody has asked for a review yet." more="Yours can be the first. “It fails, help” is question enough." icon=Icon::Code>
            <ButtonLink href="/reviews/new">"Submit code"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

async fn mine(request: &Request, user: &User) -> Result<AnyView, Failure> {
    let after = cursor(request);
    let page = reviews::mine(&request.ctx, user, after).await?;
    let (reader, now) = (request.reader, request.ctx.now());
    if page.rows.is_empty() {
        return Ok(view! {
            <EmptyState says="You have not submitted anything yet." more="A file that works but feels wrong is a good beginning." icon=Icon::Code>
                <ButtonLink href="/reviews/new">"Submit code"</ButtonLink>
            </EmptyState>
        }
        .into_any());
    }
    let rows = page.rows.into_iter().map(|row| view! { <MineRow row=row reader=reader now=now /> }).collect_view();
    let first = after.map(|_| href("mine"));
    let next = page.next.map(|cursor| format!("{}&after={cursor}", href("mine")));
    Ok(view! {
        <List>{rows}</List>
        <Pager before=first after=next before_label="Back to the newest" after_label="Older" />
    }
    .into_any())
}

async fn waiting_for_me(request: &Request, user: &User) -> Result<AnyView, Failure> {
    let rows = reviews::waiting_for_me(&request.ctx, user).await?;
    let (reader, now) = (request.reader, request.ctx.now());
    if rows.is_empty() {
        return Ok(view! {
            <EmptyState says="Nothing waits for you." more="Somebody else's code might." icon=Icon::Inbox>
                <ButtonLink href="/reviews/queue">"Review something"</ButtonLink>
            </EmptyState>
        }
        .into_any());
    }
    let rows = rows.into_iter().map(|row| view! { <WaitingRow row=row reader=reader now=now /> }).collect_view();
    Ok(view! { <List>{rows}</List> }.into_any())
}
