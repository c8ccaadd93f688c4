use std::collections::HashMap;

use contract::{
    AppError, Pairs, Problem,
    tutors::{Alert, EditSaved, RemoveSaved, SAVED_NAME_MAX, SaveSearch, Search},
};
use domain::{
    search::{self, SAVED_MAX, Saved},
    tutors,
};
use leptos::prelude::*;

use super::describe::describe;
use crate::{
    request::{Done, Failure, Refused, Request, Screen, value_of},
    said::Said,
    time,
    ui::prelude::*,
};

const PATH: &str = "/searches";

/// Keeps, changes or removes a search, by the form's `action`. That of a row names the row as well: `edit-<id>`.
pub async fn change_saved(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let action = value_of(&pairs, "action").unwrap_or_default();
    let said = match action.split_once('-').map_or(action, |(verb, _)| verb) {
        "save" => {
            search::save_search(ctx, user, SaveSearch::decode(&pairs)?).await?;
            Said::SearchSaved
        }
        "edit" => {
            search::edit_saved(ctx, user, EditSaved::decode(&pairs)?).await?;
            Said::SearchChanged
        }
        "remove" => {
            search::remove_saved(ctx, user, RemoveSaved::decode(&pairs)?).await?;
            Said::SearchRemoved
        }
        _ => return Err(AppError::field("action", Problem::NotAChoice).into()),
    };
    Ok(Done::to(PATH).saying(said))
}

/// `/searches`: what somebody keeps, and with `?new=…` the form that keeps one more.
pub async fn saved_page(request: Request) -> Result<Screen, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let (kept, areas) = futures::try_join!(search::saved(ctx, user), tutors::subjects(ctx))?;
    let subjects: HashMap<String, String> =
        areas.into_iter().flat_map(|area| area.subjects).map(|subject| (subject.slug, subject.name)).collect();
    let fresh =
        asked(&request).map(|query| view! { <Fresh request=request.clone() query=query subjects=subjects.clone() /> });
    let list = if kept.is_empty() {
        view! {
            <EmptyState
                says="You keep no search yet."
                more="Search for a tutor, narrow it down, and save it there. We write to you when a time opens that fits."
                icon=Icon::Search
            >
                <ButtonLink href="/tutors">"Find a tutor"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = kept.into_iter().map(|one| row(&request, one, &subjects)).collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let body = view! {
        <PageHead
            title="Saved searches"
            crumbs=vec![Crumb::new("/tutors", "Find a tutor")]
            lead="When a session is cancelled, a tutor adds hours or plans a group, you hear of what fits: once."
        />
        <div class="tf-stack max-w-2xl">{fresh} {list}</div>
    };
    Ok(Screen::new("Saved searches", body))
}

/// The question that is to be kept: of the address, or of the form that was refused.
fn asked(request: &Request) -> Option<String> {
    let sent = use_context::<Submitted>().filter(|sent| sent.value("action") == Some("save"));
    let query = sent.and_then(|sent| sent.value("query").map(str::to_owned));
    query
        .or_else(|| request.query("new").map(str::to_owned))
        .map(|query| Search { after: None, ..Search::parse(&query) }.query())
}

#[component]
fn Fresh(request: Request, query: String, subjects: HashMap<String, String>) -> impl IntoView {
    let described = describe(&Search::parse(&query), &subjects);
    let name: String = described.chars().take(SAVED_NAME_MAX).collect();
    let full = use_context::<Refused>().is_some().then(|| format!("{SAVED_MAX} can be kept."));
    view! {
        <Panel title="Save this search">
            <p class="text-soft mb-4">{described}</p>
            <Form
                key=request.key()
                action="save"
                action_label="Save search"
                consequence=full.unwrap_or_else(|| "You can change or stop the mails at any time. Tutors see how many look for the same time, and not who.".to_owned())
            >
                <input type="hidden" name="query" value=query />
                <TextField name="name" label="Name" value=name max_length=name_max() autocomplete="off" />
                <RadioField name="alert" label="Tell me when a time opens" choices=alerts() value=Alert::AtOnce.as_str() lay=Lay::Lines />
            </Form>
        </Panel>
    }
}

fn name_max() -> u32 {
    u32::try_from(SAVED_NAME_MAX).unwrap_or(u32::MAX)
}

fn alerts() -> Vec<Choice> {
    let hint = |alert| match alert {
        Alert::AtOnce => "A mail within minutes, at most ten a day.",
        Alert::Daily => "One mail, if there is something to tell.",
        Alert::Off => "It is only kept here.",
    };
    [Alert::AtOnce, Alert::Daily, Alert::Off]
        .map(|alert| Choice::new(alert.as_str(), alert.title()).hint(hint(alert)))
        .to_vec()
}

fn row(request: &Request, saved: Saved, subjects: &HashMap<String, String>) -> AnyView {
    let (reader, now) = (request.reader, request.ctx.now());
    let told = match saved.told_at {
        Some(at) => format!("Last told {}", time::moment(at, reader, now)),
        None => format!("Saved {}", time::day(saved.created_at, reader, now)),
    };
    let (word, tone) = match saved.alert {
        Alert::AtOnce => ("Told at once", Tone::Success),
        Alert::Daily => ("Told daily", Tone::Success),
        Alert::Off => ("Not told", Tone::Neutral),
    };
    let (edit, remove) = (format!("edit-{}", saved.id), format!("remove-{}", saved.id));
    let open = use_context::<Submitted>().is_some_and(|sent| sent.value("action") == Some(&edit));
    let (id, href) = (saved.id.to_string(), saved.search.href(|_| ()));
    let (same_id, key, other_key) = (id.clone(), request.key(), request.key());
    view! {
        <Row title=saved.name.clone() href=href line=describe(&saved.search, subjects)>
            <div class="tf-saved">
                <Status word=word tone=tone next=told />
                <Disclosure label="Change…" open=open>
                    <div class="tf-stack">
                        <Form key=key action=edit action_label="Save" look=Look::Quiet>
                            <input type="hidden" name="saved" value=id />
                            <TextField name="name" label="Name" value=saved.name max_length=name_max() autocomplete="off" />
                            <RadioField name="alert" label="Tell me when a time opens" choices=alerts() value=saved.alert.as_str() lay=Lay::Lines />
                        </Form>
                        <Form key=other_key action=remove action_label="Remove search" look=Look::Danger>
                            <input type="hidden" name="saved" value=same_id />
                        </Form>
                    </div>
                </Disclosure>
            </div>
        </Row>
    }
    .into_any()
}
