use domain::tutors::{self, MyHours};
use leptos::prelude::*;

use super::{PATH, days::DaysPart, preview::preview, seasons::SeasonsPart, undo::Undo, week::WeekPart};
use crate::{
    request::{Failure, Request, Screen},
    script::Script,
    time,
    tutors::teach_page::Missing,
    ui::prelude::*,
};

/// The parts of the page: name in the address, label.
const PARTS: [(&str, &str); 4] =
    [("week", "Every week"), ("seasons", "Seasons"), ("days", "Days off"), ("preview", "As students see it")];

pub async fn availability_page(request: Request) -> Result<Screen, Failure> {
    let user = request.user()?;
    let Some(hours) = tutors::my_hours(&request.ctx, user).await? else { return Ok(begin_first()) };
    let teaching = tutors::my_teaching(&request.ctx, user).await?;
    // A refused form is shown on the part that it came from.
    let sent = use_context::<Submitted>().and_then(|sent| sent.value("action").map(part_of));
    let asked = PARTS.iter().map(|(name, _)| *name).find(|name| request.query("part") == Some(*name));
    let part = sent.or(asked).unwrap_or("week");
    let content = content(&request, part, &hours).await?;
    let tabs = PARTS
        .into_iter()
        .map(|(name, label)| view! { <Tab href=format!("{PATH}?part={name}") current=part == name>{label}</Tab> })
        .collect_view();
    let class = if part == "days" { "tf-stack max-w-2xl" } else { "tf-stack" };
    let zone = time::zone_name(request.reader.zone);
    let lead = format!("In your zone, {zone}. When clocks change, your hours keep what the clock on the wall shows.");
    let body = view! {
        <PageHead title="When you are free" lead=lead crumbs=vec![Crumb::new("/teach", "Your teaching")] />
        <StrayRefusal />
        <Tabs label="When you are free">{tabs}</Tabs>
        <Missing teaching=teaching />
        <div class=class>
            <Undo request=request.clone() former=hours.former part=part />
            {content}
        </div>
    };
    Ok(Screen::new("When you are free", body).with_script(Script::Availability))
}

async fn content(request: &Request, part: &str, hours: &MyHours) -> Result<AnyView, Failure> {
    let (request, hours) = (request.clone(), hours.clone());
    Ok(match part {
        "seasons" => view! { <SeasonsPart request=request hours=hours /> }.into_any(),
        "days" => view! { <DaysPart request=request hours=hours /> }.into_any(),
        "preview" => preview(&request).await?,
        _ => view! { <WeekPart request=request hours=hours /> }.into_any(),
    })
}

/// The part that a form stands on.
pub(super) fn part_of(action: &str) -> &'static str {
    match action {
        "add-season" | "season" | "remove-season" => "seasons",
        "holiday" | "remove-holiday" | "override" | "remove-override" | "copy-week" => "days",
        _ => "week",
    }
}

fn begin_first() -> Screen {
    let body = view! {
        <PageHead title="When you are free" crumbs=vec![Crumb::new("/teach", "Your teaching")] />
        <EmptyState
            says="You do not teach yet."
            more="First a few words about you; then you say when you are free."
            icon=Icon::CalendarClock
        >
            <ButtonLink href="/teach" look=Look::Primary>"Begin to teach"</ButtonLink>
        </EmptyState>
    };
    Screen::new("When you are free", body)
}

/// A form without fields of its own has nowhere to show why it was refused.
#[component]
fn StrayRefusal() -> impl IntoView {
    let sent = use_context::<Submitted>().unwrap_or_default();
    let bare = matches!(sent.value("action"), Some("undo" | "remove-season" | "remove-holiday" | "remove-override"));
    let says = sent.banner.filter(|_| bare);
    says.map(|says| view! { <Banner tone=Tone::Danger title=says /> })
}
