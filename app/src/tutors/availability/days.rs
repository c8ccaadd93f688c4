use domain::tutors::{DayOverride, Holiday, MyHours};
use leptos::prelude::*;

use super::{
    entries::{Entries, Entry, days_line},
    hours_line,
    seasons::Stretch,
};
use crate::{request::Request, ui::prelude::*};

/// Days that differ from the week: holidays, single days, and a week of them for others.
#[component]
pub(super) fn DaysPart(request: Request, hours: MyHours) -> impl IntoView {
    let apart = !hours.overrides.is_empty();
    view! {
        <Holidays request=request.clone() holidays=hours.holidays />
        <SingleDays request=request.clone() days=hours.overrides />
        {apart.then(|| view! { <CopyWeek request=request /> })}
    }
}

#[component]
fn Holidays(request: Request, holidays: Vec<Holiday>) -> impl IntoView {
    let entries = holidays.into_iter().map(|holiday| holiday_entry(&request, holiday)).collect();
    let key = request.key();
    view! {
        <Section title="Holidays">
            <Entries request=request entries=entries none="You have taken no days off." icon=Icon::CalendarX />
        </Section>
        <Panel title="Take days off">
            <Form
                key=key
                action="holiday"
                action_label="Take these days off"
                look=Look::Primary
                consequence="Nobody can book you on them. Sessions that are already booked stay as they are."
            >
                <Stretch />
            </Form>
        </Panel>
    }
}

fn holiday_entry(request: &Request, holiday: Holiday) -> Entry {
    Entry {
        line: days_line(request, holiday.days.from, holiday.days.until),
        href: String::new(),
        removal: ("remove-holiday", "holiday", holiday.id.to_string()),
        spoken: holiday.name.clone(),
        title: holiday.name,
    }
}

#[component]
fn SingleDays(request: Request, days: Vec<DayOverride>) -> impl IntoView {
    let entries = days.into_iter().map(|day| day_entry(&request, &day)).collect();
    let today = request.ctx.now().with_timezone(&request.reader.zone).date_naive().to_string();
    let kinds =
        vec![Choice::new("off", "I am not free at all"), Choice::new("hours", "I am free at these times instead")];
    let key = request.key();
    view! {
        <Section title="Single days" lead="They go before holidays, seasons and the hours of every week.">
            <Entries request=request entries=entries none="No day differs from the others." icon=Icon::Calendar />
        </Section>
        <Panel title="Change a day">
            <Form key=key action="override" action_label="Save this day" look=Look::Quiet>
                <DateField name="day" label="Day" min=today />
                <RadioField name="kind" label="On this day" choices=kinds value="off" />
                <TextField
                    name="ranges"
                    label="Times, if you are free"
                    hint="Such as 09:00–12:15, 14:00–18:00."
                    required=false
                    quiet=true
                    max_length=200
                    autocomplete="off"
                />
            </Form>
        </Panel>
    }
}

fn day_entry(request: &Request, day: &DayOverride) -> Entry {
    let title = days_line(request, day.day, day.day);
    Entry {
        line: hours_line(&day.ranges, request.reader),
        href: String::new(),
        removal: ("remove-override", "day", day.day.to_string()),
        spoken: format!("{title} is as the others again"),
        title,
    }
}

#[component]
fn CopyWeek(request: Request) -> impl IntoView {
    let key = request.key();
    view! {
        <Panel title="Copy a week">
            <Form
                key=key
                action="copy-week"
                action_label="Copy this week"
                look=Look::Quiet
                consequence="Days that follow the weekly hours in it follow them there too; single days of those weeks are replaced."
            >
                <DateField name="week" label="The single days of the week of" hint="Any day of that week." />
                <div class="tf-field-pair">
                    <DateField name="from" label="To the days from" />
                    <DateField name="until" label="until" />
                </div>
            </Form>
        </Panel>
    }
}
