//! Pictures of what was earned over time, drawn on the server. Each has the same as a table beside it.

use chrono::{Datelike, NaiveDate, TimeDelta};
use domain::ranking::xp::{Day, Week};
use leptos::prelude::*;

use super::words::{counted, date, grouped, signed};
use crate::ui::prelude::*;

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 140.0;

/// The sum of points, week by week.
#[component]
pub(super) fn Climb(weeks: Vec<Week>) -> impl IntoView {
    let (Some(first), Some(last)) = (weeks.first().copied(), weeks.last().copied()) else { return ().into_any() };
    let line = points(&weeks.iter().map(|week| week.sum).collect::<Vec<_>>());
    let area = format!("0,{HEIGHT} {line} {WIDTH},{HEIGHT}");
    let rows = weeks
        .iter()
        .rev()
        .filter(|week| week.earned != 0)
        .map(|week| {
            view! {
                <tr>
                    <td>{date(week.begins)}</td>
                    <td class="tf-num">{signed(week.earned)}</td>
                    <td class="tf-num">{grouped(week.sum)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::words("Week from"), Column::figures("Earned"), Column::figures("In all")];
    view! {
        <figure class="tf-picture">
            <svg class="tf-climb" viewBox=format!("0 -4 {WIDTH} {}", HEIGHT + 8.0) preserveAspectRatio="none" aria-hidden="true">
                <polygon points=area></polygon>
                <polyline points=line></polyline>
            </svg>
            <figcaption>
                <span>{format!("{}: {}", date(first.begins), grouped(first.sum))}</span>
                <span>{format!("Now: {}", grouped(last.sum))}</span>
            </figcaption>
            <details>
                <summary>"As a table"</summary>
                <Table caption="XP by week" bare=true columns=columns>
                    {rows}
                </Table>
            </details>
        </figure>
    }
    .into_any()
}

/// From left to right, with nothing at the bottom and the most at the top.
fn points(sums: &[i64]) -> String {
    let most = sums.iter().copied().max().unwrap_or_default().max(1);
    let step = WIDTH / f64::from(u32::try_from(sums.len().saturating_sub(1)).unwrap_or(1).max(1));
    let mut at = 0.0;
    let mut points = Vec::with_capacity(sums.len());
    for &sum in sums {
        points.push(format!("{at:.1},{:.1}", HEIGHT - HEIGHT * share(sum, most)));
        at += step;
    }
    points.join(" ")
}

fn share(part: i64, whole: i64) -> f64 {
    f64::from(i32::try_from(part.max(0) * 1000 / whole.max(1)).unwrap_or(1000)) / 1000.0
}

/// A year of days, a column a week.
#[component]
pub(super) fn Year(first: NaiveDate, today: NaiveDate, days: Vec<Day>) -> impl IntoView {
    let cells = first
        .iter_days()
        .take_while(|day| *day <= today)
        .map(|day| {
            let earned = days.iter().find(|one| one.day == day).map_or(0, |one| one.earned);
            let weeks = (day - first).num_days() / 7;
            let row = i64::from(day.weekday().num_days_from_monday());
            view! { <rect class=heat(earned) x=weeks * 12 y=row * 12 width="10" height="10" rx="2"></rect> }
        })
        .collect_view();
    let columns = vec![Column::words("Month"), Column::figures("Active days"), Column::figures("XP")];
    let rows = months(&days)
        .into_iter()
        .rev()
        .map(|(month, count, earned)| {
            view! {
                <tr>
                    <td>{month}</td>
                    <td class="tf-num">{count}</td>
                    <td class="tf-num">{grouped(earned)}</td>
                </tr>
            }
        })
        .collect_view();
    let wide = ((today - first).num_days() / 7 + 1) * 12;
    let said = counted(i64::try_from(days.len()).unwrap_or_default(), "active day", "active days");
    view! {
        <figure class="tf-picture">
            <svg class="tf-year" viewBox=format!("0 0 {wide} 84") aria-hidden="true">
                {cells}
            </svg>
            <figcaption>
                <span>{format!("{said} since {}", date(first.max(today - TimeDelta::days(365))))}</span>
            </figcaption>
            <details>
                <summary>"As a table"</summary>
                <Table caption="Active days by month" bare=true columns=columns>
                    {rows}
                </Table>
            </details>
        </figure>
    }
}

fn heat(earned: i64) -> &'static str {
    match earned {
        ..=0 => "heat-0",
        1..=4 => "heat-1",
        5..=14 => "heat-2",
        15..=39 => "heat-3",
        _ => "heat-4",
    }
}

/// Month, days, points; the oldest first.
fn months(days: &[Day]) -> Vec<(String, i64, i64)> {
    let mut months: Vec<(String, i64, i64)> = Vec::new();
    for day in days {
        let month = day.day.format("%B %Y").to_string();
        match months.last_mut() {
            Some(last) if last.0 == month => {
                last.1 += 1;
                last.2 += day.earned;
            }
            _ => months.push((month, 1, day.earned)),
        }
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_edge_to_edge() {
        assert_eq!(points(&[0, 50, 100]), "0.0,140.0 300.0,70.0 600.0,0.0");
        assert_eq!(points(&[0, 0]), "0.0,140.0 600.0,140.0");
        assert_eq!(points(&[-5]), "0.0,140.0");
    }

    #[test]
    fn days_of_a_month_stand_together() {
        let day = |day: u32, month, earned| Day { day: NaiveDate::from_ymd_opt(2026, month, day).unwrap(), earned };
        let months = months(&[day(1, 2, 3), day(9, 2, 4), day(1, 3, 5)]);
        assert_eq!(months, [("February 2026".into(), 2, 7), ("March 2026".into(), 1, 5)]);
    }
}
