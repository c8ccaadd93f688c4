use contract::tutors::PLAN_NAME_MAX;
use domain::tutors::{MyHours, Season};
use leptos::prelude::*;

use super::{
    PATH,
    entries::{Entries, Entry, days_line},
    grid::WeekFields,
};
use crate::{request::Request, ui::prelude::*};

/// Weekly hours that stand instead of the ordinary ones for a part of the year.
#[component]
pub(super) fn SeasonsPart(request: Request, hours: MyHours) -> impl IntoView {
    let sent = use_context::<Submitted>().unwrap_or_default();
    let chosen = sent.value("season").or_else(|| request.query("season")).unwrap_or_default().to_owned();
    let open = hours.seasons.iter().find(|season| season.id.to_string() == chosen).cloned();
    let entries = hours.seasons.into_iter().map(|season| entry(&request, season)).collect();
    view! {
        <p class="text-soft">"From the first to the last day of a season its hours hold instead of those of every week."</p>
        <div class="max-w-2xl">
            <Entries
                request=request.clone()
                entries=entries
                none="Your hours are the same all year round."
                icon=Icon::CalendarClock
            />
        </div>
        {open.map(|season| view! { <Edit request=request.clone() season=season /> })}
        <div class="max-w-2xl">
            <Add request=request />
        </div>
    }
}

fn entry(request: &Request, season: Season) -> Entry {
    Entry {
        line: days_line(request, season.days.from, season.days.until),
        href: format!("{PATH}?part=seasons&season={}", season.id),
        removal: ("remove-season", "season", season.id.to_string()),
        spoken: season.name.clone(),
        title: season.name,
    }
}

#[component]
fn Edit(request: Request, season: Season) -> impl IntoView {
    let id = season.id.to_string();
    let more = format!("{PATH}?part=seasons&season={id}&rows=all");
    let (reader, whole) = (request.reader, request.query("rows") == Some("all"));
    let (from, until) = (season.days.from.to_string(), season.days.until.to_string());
    let key = request.key();
    let name = season.name.clone();
    view! {
        <Panel title=format!("Hours of “{}”", season.name)>
            <Form
                key=key
                action="season"
                action_label="Save season"
                look=Look::Primary
                consequence="Sessions that are already booked stay as they are."
            >
                <input type="hidden" name="season" value=id />
                <Stretch name=name from=from until=until />
                <WeekFields reader=reader week=season.week whole=whole more=more />
            </Form>
        </Panel>
    }
}

#[component]
fn Add(request: Request) -> impl IntoView {
    let key = request.key();
    view! {
        <Panel title="Add a season">
            <Form key=key action="add-season" action_label="Add season" look=Look::Quiet>
                <Stretch />
                <CheckField
                    name="copy"
                    label="Begin with a copy of the hours of every week"
                    checked=true
                    hint="Otherwise it begins empty: you are not free until you say when."
                />
            </Form>
        </Panel>
    }
}

/// A name, the first day and the last.
#[component]
pub(super) fn Stretch(
    #[prop(optional, into)] name: String,
    #[prop(optional, into)] from: String,
    #[prop(optional, into)] until: String,
) -> impl IntoView {
    let most = u32::try_from(PLAN_NAME_MAX).unwrap_or(60);
    view! {
        <TextField name="name" label="Name" hint="You alone see it." value=name max_length=most />
        <div class="tf-field-pair">
            <DateField name="from" label="First day" value=from />
            <DateField name="until" label="Last day" value=until />
        </div>
    }
}
