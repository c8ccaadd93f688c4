//! The week as half hours to tick and as exact ranges to type. The ranges are the form. With script the grid writes into them
//! and is not sent; without it, a tick that differs from what was shown changes the ranges that were sent.

use std::ops::Range;

use contract::tutors::{
    CELLS, Cover, HourRange, WEEKDAYS, WeekdayRange, cell, cell_value, covers, parse_ranges, range_text, ranges_text,
};
use domain::when::Reader;
use leptos::prelude::*;

use super::of_weekday;
use crate::{time, ui::prelude::*};

/// Half hours that are shown in any case: from eight in the morning to eight in the evening.
const DAYTIME: Range<i16> = 16..40;

#[component]
pub(super) fn WeekFields(
    reader: Reader,
    week: Vec<WeekdayRange>,
    /// All of the day is on the page.
    whole: bool,
    /// Where it is.
    more: String,
) -> impl IntoView {
    let saved: Vec<_> = (1..=7).map(|weekday| of_weekday(&week, weekday)).collect();
    let rows = if whole { 0..CELLS } else { rows(&week) };
    let texts = WEEKDAYS.into_iter().zip(&saved).map(|((name, title), day)| day_field(name, title, day)).collect_view();
    let ticks = Ticks::new(&saved);
    let shown = format!("{}-{}", rows.start, rows.end);
    let grid = rows.map(|number| row(number, &ticks, reader)).collect_view();
    let class = if reader.ethiopian { "tf-week-grid tf-two-clocks" } else { "tf-week-grid" };
    let heads = WEEKDAYS.map(|(_, title)| {
        let short = title.get(..3).unwrap_or(title);
        view! { <th scope="col"><abbr title=title>{short}</abbr></th> }
    });
    view! {
        <div class="tf-week" data-week="">
            <div>
                <input type="hidden" name="grid" value=shown />
                <div class="tf-week-frame">
                    <table class=class>
                        <caption class="sr-only">"Half hours of the week. Tick those in which you are free."</caption>
                        <thead>
                            <tr><td></td>{heads.into_iter().collect_view()}</tr>
                        </thead>
                        <tbody>{grid}</tbody>
                    </table>
                </div>
                <p class="tf-hint" hidden data-week-keys="">
                    "Drag over times"
                    <span class="tf-with-keys">", or move with the arrow keys and press space; with Shift, arrows paint"</span>
                    "."
                </p>
                {(!whole).then(|| view! { <p class="tf-hint"><TextLink href=more>"Show the whole day"</TextLink></p> })}
            </div>
            <fieldset class="tf-week-ranges">
                <legend class="tf-label">"Exact times"</legend>
                <p class="tf-hint">"Such as 09:00–12:15, 14:00–18:00. Empty: not free."</p>
                {texts}
            </fieldset>
        </div>
    }
}

fn day_field(name: &'static str, title: &'static str, day: &[HourRange]) -> impl IntoView + use<> {
    let text = ranges_text(day);
    view! {
        <input type="hidden" name=format!("{name}_was") value=text.clone() />
        <TextField name=name label=title value=text required=false quiet=true max_length=200 autocomplete="off" />
    }
}

/// The hours of the day that are in use, at least the daytime.
fn rows(week: &[WeekdayRange]) -> Range<i16> {
    let first = week.iter().map(|range| range.range.starts / 60 * 2).min().unwrap_or(DAYTIME.start);
    let last = week.iter().map(|range| (range.range.ends + 59) / 60 * 2).max().unwrap_or(DAYTIME.end);
    first.min(DAYTIME.start)..last.max(DAYTIME.end)
}

/// The first half hour of an hour is headed by it for both.
fn row(number: i16, ticks: &Ticks, reader: Reader) -> impl IntoView + use<> {
    let half = cell(number);
    let cells = WEEKDAYS
        .into_iter()
        .enumerate()
        .map(|(at, (name, title))| {
            let (ticked, part) = ticks.of(at, name, number);
            let label = format!("{title} {}{}", range_text(half), if part { ", partly" } else { "" });
            view! {
                <td>
                    <input type="checkbox" name="cell" value=cell_value(name, number) checked=ticked data-part=part aria-label=label />
                </td>
            }
        })
        .collect_view();
    let hour = number.rem_euclid(2) == 0;
    let head = hour.then(|| view! { <th scope="row" rowspan="2">{time::time_of(half.starts, reader)}</th> });
    view! {
        <tr>
            {head}
            {cells}
        </tr>
    }
}

/// Which half hours are ticked: those that were, if the form comes back with ticks; else those that its words cover.
struct Ticks {
    sent: Option<Vec<String>>,
    days: Vec<Vec<HourRange>>,
}

impl Ticks {
    fn new(saved: &[Vec<HourRange>]) -> Self {
        let sent = use_context::<Submitted>().unwrap_or_default();
        let typed = |(name, day): (&str, &Vec<HourRange>)| {
            let text = sent.value(name).map(parse_ranges);
            text.and_then(Result::ok).unwrap_or_else(|| day.clone())
        };
        Self {
            days: WEEKDAYS.iter().map(|(name, _)| *name).zip(saved).map(typed).collect(),
            sent: sent.value("grid").map(|_| sent.values("cell").map(str::to_owned).collect()),
        }
    }

    /// Whether it is ticked, and whether only a part of it is meant.
    fn of(&self, at: usize, day: &str, number: i16) -> (bool, bool) {
        let cover = self.days.get(at).map_or(Cover::None, |ranges| covers(ranges, number));
        match &self.sent {
            Some(sent) => (sent.contains(&cell_value(day, number)), false),
            None => (cover != Cover::None, cover == Cover::Part),
        }
    }
}
