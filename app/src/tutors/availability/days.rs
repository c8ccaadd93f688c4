use domain::tutors::{DayOverride, Holiday, MyHours};
use leptos::prelude::*;

use super::{hours_line, seasons::Stretch};
use crate::{request::Request, time, ui::prelude::*};

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
    let none = holidays.is_empty();
    let rows = holidays.into_iter().map(|holiday| holiday_row(&request, holiday)).collect_view();
    let key = request.key();
    view! {
        <Section title="Holidays">
            {if none {
                view! { <EmptyState says="You have taken no days off." icon=Icon::CalendarX /> }.into_any()
            } else {
                view! { <List>{rows}</List> }.into_any()
            }}
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

fn holiday_row(request: &Request, holiday: Holiday) -> impl IntoView + use<> {
    let (reader, now) = (request.reader, request.ctx.now());
    let day = |day| time::date(day, reader, now);
    let (from, until) = (holiday.days.from, holiday.days.until);
    let line = if from == until { day(from) } else { format!("{} – {}", day(from), day(until)) };
    let hidden = format!(": {}", holiday.name);
    let remove = view! {
        <form method="post">
            <input type="hidden" name="key" value=request.key() />
            <input type="hidden" name="action" value="remove-holiday" />
            <input type="hidden" name="holiday" value=holiday.id.to_string() />
            <Button submit=true look=Look::Bare size=Size::Small>
                "Remove" <VisuallyHidden>{hidden}</VisuallyHidden>
            </Button>
        </form>
    }
    .into_any();
    view! { <Row title=holiday.name line=line action=remove /> }
}

#[component]
fn SingleDays(request: Request, days: Vec<DayOverride>) -> impl IntoView {
    let none = days.is_empty();
    let rows = days.into_iter().map(|day| day_row(&request, day)).collect_view();
    let today = request.ctx.now().with_timezone(&request.reader.zone).date_naive().to_string();
    let kinds =
        vec![Choice::new("off", "I am not free at all"), Choice::new("hours", "I am free at these times instead")];
    let key = request.key();
    view! {
        <Section title="Single days" lead="They go before holidays, seasons and the hours of every week.">
            {if none {
                view! { <EmptyState says="No day differs from the others." icon=Icon::Calendar /> }.into_any()
            } else {
                view! { <List>{rows}</List> }.into_any()
            }}
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

fn day_row(request: &Request, day: DayOverride) -> impl IntoView + use<> {
    let title = time::date(day.day, request.reader, request.ctx.now());
    let hidden = format!(": {title} is as the others again");
    let remove = view! {
        <form method="post">
            <input type="hidden" name="key" value=request.key() />
            <input type="hidden" name="action" value="remove-override" />
            <input type="hidden" name="day" value=day.day.to_string() />
            <Button submit=true look=Look::Bare size=Size::Small>
                "Remove" <VisuallyHidden>{hidden}</VisuallyHidden>
            </Button>
        </form>
    }
    .into_any();
    view! { <Row title=title line=hours_line(&day.ranges, request.reader) action=remove /> }
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
