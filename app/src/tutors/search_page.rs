use contract::tutors::{Search, Sort};
use domain::{bookings, search};
use leptos::prelude::*;

use super::{
    active::active_filters, facts::at_least, filters::FilterRail, nothing::Nothing, query_box::QueryBox,
    results::Results,
};
use crate::{
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

/// Free times shown beside each tutor.
const TIMES: usize = 3;

/// Tutors and facets are one answer; free times of the page's tutors are another.
pub async fn search_page(request: Request) -> Result<Screen, Failure> {
    let ctx = &request.ctx;
    let asked = search::with_currency(ctx, Search::decode(request.queries())).await?;
    let (page, facets) = search::answer(ctx, &asked).await?;
    let title =
        if asked.words.is_empty() { "Find a tutor".to_owned() } else { format!("Tutors for “{}”", asked.words) };
    let rest = if page.hits.is_empty() {
        let ways = if asked.is_empty() { Vec::new() } else { search::loosen(ctx, &asked).await? };
        view! { <Nothing asked=asked.clone() ways=ways /> }.into_any()
    } else {
        let ids: Vec<_> = page.hits.iter().map(|hit| hit.tutor_id).collect();
        let viewer = request.caller.as_ref().map(|user| user.id);
        let free = bookings::availabilities(ctx, &ids, viewer).await?;
        let now = ctx.now();
        let until = now + chrono::TimeDelta::days(21);
        let slots = free.into_iter().map(|(id, a)| (id, bookings::next_free(&a, now, until, TIMES))).collect();
        let pager = asked.clone();
        let first = asked.after.is_some().then(|| asked.href(|_| ()));
        let next = page.next.clone().map(|cursor| pager.href(|s| s.after = Some(cursor)));
        view! {
            <Results hits=page.hits slots=slots zone=request.zone now=now />
            <Pager before=first after=next before_label="Back to the first" after_label="More tutors" />
        }
        .into_any()
    };
    let (total, capped) = page.total_capped;
    let found = match total {
        1 => "One tutor".to_owned(),
        n => format!("{} tutors", at_least(n, capped)),
    };
    let meant = page.did_you_mean.map(|words| {
        let says = format!("Nobody was found for “{}”. Showing tutors for “{words}”.", asked.words);
        view! { <Banner title=says /> }
    });
    let active = active_filters(&asked, &facets);
    let sorts = asked.clone();
    let words = asked.words.clone();
    let body = view! {
        <PageHead title=title.clone()>
            <p class="tf-page-lead">{found}" · free times in your zone, " <time::ZoneName zone=request.zone /></p>
        </PageHead>
        <form method="get" action="/tutors" role="search" class="tf-search">
            <div class="tf-search-line">
                <QueryBox words=words />
                <Button look=Look::Primary submit=true icon=Icon::Search>
                    "Search"
                </Button>
            </div>
            <div class="tf-with-rail">
                <FilterRail asked=asked facets=facets />
                <div class="tf-stack min-w-0">
                    {meant}
                    {active}
                    <Sorting asked=sorts />
                    {rest}
                </div>
            </div>
        </form>
    };
    Ok(Screen::new(title, body)
        .with_islands()
        .described("Tutors by subject, level, language and price, with their next free times."))
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
