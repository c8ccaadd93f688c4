use contract::{
    AppError,
    tutors::{Search, Sort},
};
use domain::{
    ports::Limit,
    search::{self, Asker, Facets, Page},
};
use leptos::prelude::*;

use super::{
    active::active_filters,
    facts::at_least,
    filters::{FilterRail, Kept},
    nothing::Nothing,
    query_box::QueryBox,
    results::Results,
};
use crate::{
    bookings::GroupRow,
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

/// Tutors, their next free times and the facets are one answer of the domain.
pub async fn search_page(request: Request) -> Result<Screen, Failure> {
    let ctx = &request.ctx;
    // The one costly thing that anybody may do without end.
    if !request.queries().is_empty() {
        let taken = ctx.limits.take(Limit::SearchByAddress, &request.visitor.source()).await;
        taken.map_err(|retry_after| AppError::TooMany { retry_after })?;
    }
    let asker = Asker { zone: request.reader.zone, person: request.caller.as_ref().map(|user| user.id) };
    let asked = search::with_currency(ctx, Search::decode(request.queries())).await?;
    let (page, facets) = search::find(ctx, &asked, asker).await?;
    let title =
        if asked.words.is_empty() { "Find a tutor".to_owned() } else { format!("Tutors for “{}”", asked.words) };
    let trouble = trouble(&request).await?;
    let found = found(&page);
    let meant = page.did_you_mean.clone().map(|words| {
        let says = format!("Nobody was found for “{}”. Showing tutors for “{words}”.", asked.words);
        view! { <Banner title=says /> }
    });
    let list = list(&request, &asked, page, asker).await?;
    let groups = groups(&request, &asked).await?;
    let (line, rail) = (asked.clone(), asked.clone());
    let body = view! {
        {trouble}
        <PageHead title=title.clone() action=view! { <ButtonLink href="/groups" icon=Icon::Users>"Group sessions"</ButtonLink> }.into_any()>
            <p class="tf-page-lead">{found}" · times in your zone, " <time::ZoneName reader=request.reader /></p>
        </PageHead>
        <form method="get" action="/tutors" role="search" class="tf-search">
            <Kept asked=line />
            <div class="tf-search-line">
                <QueryBox words=asked.words.clone() />
                <Button look=Look::Primary submit=true icon=Icon::Search>
                    "Search"
                </Button>
            </div>
            <div class="tf-with-rail">
                <FilterRail asked=rail facets=facets.clone() />
                <div class="tf-found">
                    {meant}
                    <ResultsHead asked=asked facets=facets />
                    {groups}
                    {list}
                </div>
            </div>
        </form>
    };
    Ok(Screen::new(title, body)
        .with_islands()
        .described("Tutors by subject, level, language and price, free when you are, with their next times."))
}

/// `38,412 tutors`; beyond a thousand that fit nobody counts.
fn found(page: &Page) -> String {
    match page.total_capped {
        (1, _) => "One tutor".to_owned(),
        (total, capped) => format!("{} tutors", at_least(total, capped)),
    }
}

/// Admins see that an engine is configured and not used; nobody else need know.
async fn trouble(request: &Request) -> Result<Option<impl IntoView + use<>>, Failure> {
    let admin = request.caller.as_ref().is_some_and(|user| user.must_administer().is_ok());
    let troubled = admin && search::is_troubled(&request.ctx).await?;
    Ok(troubled.then(|| {
        view! {
            <Banner tone=Tone::Warning title="Meilisearch is not used at the moment; Postgres looks words up.">
                <p><TextLink href="/admin/search">"See why"</TextLink></p>
            </Banner>
        }
    }))
}

async fn list(request: &Request, asked: &Search, page: Page, asker: Asker) -> Result<AnyView, Failure> {
    if page.hits.is_empty() {
        let ways = if asked.is_empty() { Vec::new() } else { search::loosen(&request.ctx, asked, asker).await? };
        return Ok(view! { <Nothing asked=asked.clone() ways=ways /> }.into_any());
    }
    let (reader, now) = (request.reader, request.ctx.now());
    let first = asked.after.is_some().then(|| asked.href(|_| ()));
    let next = page.next.map(|cursor| asked.href(|s| s.after = Some(cursor)));
    Ok(view! {
        <Results hits=page.hits reader=reader now=now />
        <Pager before=first after=next before_label="Back to the first" after_label="More tutors" />
    }
    .into_any())
}

/// Sessions of several at a time that fits: one's own seat costs less.
async fn groups(request: &Request, asked: &Search) -> Result<Option<AnyView>, Failure> {
    if asked.after.is_some() {
        return Ok(None);
    }
    let (reader, now) = (request.reader, request.ctx.now());
    let groups = search::groups_that_fit(&request.ctx, request.caller.as_ref(), asked, reader.zone).await?;
    let rows = groups.into_iter().map(|group| view! { <GroupRow group=group reader=reader now=now /> }).collect_view();
    Ok((!rows.is_empty()).then(|| {
        view! { <Section title="Together with others, when you are free"><List>{rows}</List></Section> }.into_any()
    }))
}

/// What is asked for, in what order, and keeping it.
#[component]
fn ResultsHead(asked: Search, facets: Facets) -> impl IntoView {
    let active = active_filters(&asked, &facets);
    let query = asked.with(|_| ()).query();
    let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
    view! {
        <div class="tf-found-head">
            <Sorting asked=asked />
            <ButtonLink href=format!("/searches?new={query}") look=Look::Bare icon=Icon::Bell rel="nofollow">
                "Save this search"
            </ButtonLink>
            {active}
        </div>
    }
}

/// The order as links: each is an address of its own.
#[component]
fn Sorting(asked: Search) -> impl IntoView {
    let links = Sort::ALL
        .into_iter()
        .map(|sort| {
            view! {
                <Tab href=asked.href(|s| s.sort = sort) current=asked.sort == sort>
                    {sort.title()}
                </Tab>
            }
        })
        .collect_view();
    view! { <Tabs label="Order">{links}</Tabs> }
}
