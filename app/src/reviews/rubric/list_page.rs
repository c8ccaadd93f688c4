use domain::reviews::rubric::{self, Calibration, RubricRow, State};
use leptos::prelude::*;

use super::words;
use crate::{
    request::{Failure, Request, Screen},
    ui::prelude::*,
};

/// `/reviews/rubrics`: what code is looked at for, what my marks count, and how that comes about.
pub async fn rubrics_page(request: Request) -> Result<Screen, Failure> {
    let (ctx, me) = (&request.ctx, request.caller.as_ref());
    let rows = rubric::rubrics(ctx, me).await?;
    let mine = match me {
        Some(me) => Some(rubric::my_calibration(ctx, me).await?),
        None => None,
    };
    let moderates = me.is_some_and(|me| rubric::check(me).is_ok());
    let action = moderates.then(|| {
        view! {
            <ButtonLink href="/reviews/rubrics/new" look=Look::Primary icon=Icon::Plus>
                "New rubric"
            </ButtonLink>
        }
        .into_any()
    });
    let head = view! {
        <PageHead
            title="Calibrate your eye"
            crumbs=vec![Crumb::new("/reviews", "Reviews")]
            lead="A rubric says what code is looked at for. Try it on an example, then see what a moderator said of the same lines."
            action=action.unwrap_or_else(|| ().into_any())
        />
    };
    let body = view! {
        {head}
        {mine.map(|mine| my_counts(mine, &rows))}
        <div class="tf-with-aside">
            {list(rows, moderates)}
            <aside class="tf-stack"><HowItCounts /></aside>
        </div>
    };
    Ok(Screen::new("Calibrate your eye", body)
        .described("Rubrics for code review, and examples to compare your eye with that of a moderator."))
}

fn my_counts(mine: Calibration, rows: &[RubricRow]) -> AnyView {
    let in_use = || rows.iter().filter(|row| row.state == State::InUse);
    let (done, all) = (in_use().map(|row| row.done).sum::<i64>(), in_use().map(|row| row.examples).sum::<i64>());
    let why = match mine.examples {
        0 => "As for everyone who has assessed no example.".to_owned(),
        1 => "From 1 example.".to_owned(),
        n => format!("From {n} examples."),
    };
    view! {
        <Facts>
            <Fact label="Your marks count" value=words::weight_value(mine.weight) why=why />
            <Fact label="Assessed" value=format!("{done} of {all}") why="Examples of the rubrics in use." />
        </Facts>
    }
    .into_any()
}

fn list(rows: Vec<RubricRow>, moderates: bool) -> AnyView {
    if rows.is_empty() {
        let more = if moderates {
            "Write the first one: two to eight criteria, then an example or two."
        } else {
            "Moderators write them. Until then reviews go without, and nothing is missing."
        };
        return view! { <EmptyState says="There is no rubric yet." more=more icon=Icon::Compass /> }.into_any();
    }
    let rows = rows.into_iter().map(|row| view! { <Listed row=row /> }).collect_view();
    view! { <List>{rows}</List> }.into_any()
}

#[component]
fn Listed(row: RubricRow) -> impl IntoView {
    let href = format!("/reviews/rubrics/{}", row.id);
    let (word, tone) = words::state(row.state);
    let line = format!("{} criteria · {}", row.criteria, examples(row.examples));
    let progress = (row.examples > 0 && row.state == State::InUse).then(|| {
        let label = format!("{} of {} assessed", row.done, row.examples);
        if row.done == 0 {
            view! { <Chip label="Not assessed yet" /> }
        } else {
            view! { <Chip label=label icon=Icon::Check /> }
        }
    });
    view! {
        <Row title=row.title href=href line=line>
            <Status word=word tone=tone />
            <Chip label=words::language(row.language.as_deref()) />
            {progress}
        </Row>
    }
}

fn examples(count: i64) -> String {
    match count {
        0 => "no examples yet".into(),
        1 => "1 example".into(),
        n => format!("{n} examples"),
    }
}

/// The formulas of the domain in words, for everyone to check.
#[component]
fn HowItCounts() -> impl IntoView {
    view! {
        <Panel title="How marks count">
            <div class="grid gap-4" id="weight">
                <p>
                    "When several reviewers mark the same code, their marks are averaged. The marks of those whose eye has proven close to the reference count more."
                </p>
                <ul class="tf-points">
                    <li>
                        "For each example your levels are compared with the reference. All the same is an agreement of 1, all as far away as can be is 0. A criterion that counts twice counts twice here, too."
                    </li>
                    <li>
                        "Your weight is 0.5 plus the mean of your agreements, with three examples of 0.5 added for everyone: 0.5 + (1.5 + the sum of your agreements) ÷ (3 + your examples)."
                    </li>
                    <li>
                        "So everybody begins at 1.0, nobody falls below 0.5 or rises above 1.5, and it takes more than one lucky guess."
                    </li>
                </ul>
                <p class="text-soft">
                    "Only the first time counts, and the reference is shown afterwards. Your weight stands beside your name where you review; while names are hidden, the number of examples is hidden as well."
                </p>
            </div>
        </Panel>
    }
}
