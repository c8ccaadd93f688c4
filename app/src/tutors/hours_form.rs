use contract::tutors::{HourRange, RANGES_A_DAY, WEEKDAYS, clock, hours_field};
use domain::tutors::{DayOverride, Teaching};
use leptos::prelude::*;

use crate::{request::Request, time, ui::prelude::*};

/// The hours of every week, a line for each day, up to four ranges in each.
#[component]
pub(super) fn WeeklyHours(request: Request, teaching: Teaching) -> impl IntoView {
    let hours = teaching.profile.map(|profile| profile.hours).unwrap_or_default();
    let days = (1..)
        .zip(WEEKDAYS)
        .map(|(weekday, (prefix, name))| {
            let ranges: Vec<_> =
                hours.iter().filter(|range| range.weekday == weekday).map(|range| range.range).collect();
            view! { <DayRanges prefix=prefix name=name ranges=ranges /> }
        })
        .collect_view();
    view! {
        <p class="text-soft mb-4">
            {format!("In your zone, {}. When clocks change, your hours keep what the clock on the wall shows.", time::zone_name(request.reader.zone))}
        </p>
        <Form
            key=request.key()
            action="hours"
            action_label="Save hours"
            look=Look::Primary
            consequence="Sessions that are already booked stay as they are."
        >
            {days}
        </Form>
    }
}

/// Filled ranges and one more; the rest folds away.
#[component]
fn DayRanges(prefix: &'static str, name: &'static str, ranges: Vec<HourRange>) -> impl IntoView {
    let shown = (ranges.len() + 1).min(2).max(ranges.len());
    let sent = use_context::<Submitted>().unwrap_or_default();
    let wrong = (shown + 1..=RANGES_A_DAY)
        .any(|n| ["start", "end"].iter().any(|end| sent.message(&hours_field(prefix, n, end)).is_some()));
    let line = |number: usize| view! { <RangeFields prefix=prefix number=number range=ranges.get(number - 1).copied() of=name /> };
    let first = (1..=shown).map(line).collect_view();
    let rest = (shown + 1..=RANGES_A_DAY).map(line).collect_view();
    view! {
        <fieldset class="tf-day-ranges">
            <legend>{name}</legend>
            {first}
            {(shown < RANGES_A_DAY)
                .then(|| {
                    view! {
                        <details class="tf-more-ranges" open=wrong>
                            <summary>"More ranges"</summary>
                            {rest}
                        </details>
                    }
                })}
        </fieldset>
    }
}

#[component]
fn RangeFields(prefix: &'static str, number: usize, range: Option<HourRange>, of: &'static str) -> impl IntoView {
    let value = |minutes: Option<i16>| minutes.map(clock).unwrap_or_default();
    view! {
        <div class="tf-range">
            <TimeField
                name=hours_field(prefix, number, "start")
                label=format!("{of}, range {number} from")
                value=value(range.map(|r| r.starts))
                required=false
                bare=true
            />
            <span aria-hidden="true">"–"</span>
            <TimeField
                name=hours_field(prefix, number, "end")
                label=format!("{of}, range {number} to")
                value=value(range.map(|r| r.ends))
                required=false
                bare=true
            />
        </div>
    }
}

/// Days that differ from the week: off, or with other hours.
#[component]
pub(super) fn Days(request: Request, teaching: Teaching) -> impl IntoView {
    let none = teaching.overrides.is_empty();
    let rows = teaching.overrides.into_iter().map(|day| view! { <OneDay day=day key=request.key() /> }).collect_view();
    let today = request.ctx.now().with_timezone(&request.reader.zone).date_naive().to_string();
    let kinds =
        vec![Choice::new("off", "I am not free at all"), Choice::new("hours", "I am free at these times instead")];
    let ranges = (1..=RANGES_A_DAY)
        .map(|number| view! { <RangeFields prefix="range" number=number range=None of="That day" /> })
        .collect_view();
    view! {
        {if none {
            view! { <EmptyState says="No day differs from your weekly hours." icon=Icon::CalendarX /> }.into_any()
        } else {
            view! { <List>{rows}</List> }.into_any()
        }}
        <Panel title="Change a day">
            <Form key=request.key() action="override" action_label="Save this day" look=Look::Primary>
                <DateField name="day" label="Day" min=today />
                <RadioField name="kind" label="On this day" choices=kinds value="off" />
                <fieldset class="tf-day-ranges">
                    <legend>"Times, if you are free"</legend>
                    {ranges}
                </fieldset>
            </Form>
        </Panel>
    }
}

#[component]
fn OneDay(day: DayOverride, key: String) -> impl IntoView {
    let title = day.day.format("%a %-d %b %Y").to_string();
    let line = if day.ranges.is_empty() {
        "Not free".to_owned()
    } else {
        let ranges: Vec<_> = day.ranges.iter().map(|r| format!("{}–{}", clock(r.starts), clock(r.ends))).collect();
        ranges.join(", ")
    };
    let hidden = format!(": back to the weekly hours on {title}");
    let remove = view! {
        <form method="post">
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="action" value="remove-override" />
            <input type="hidden" name="day" value=day.day.to_string() />
            <Button submit=true look=Look::Bare size=Size::Small>
                "Remove" <VisuallyHidden>{hidden}</VisuallyHidden>
            </Button>
        </form>
    }
    .into_any();
    view! { <Row title=title line=line action=remove /> }
}
