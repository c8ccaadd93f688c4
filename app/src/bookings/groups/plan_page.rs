use contract::{
    Pairs,
    groups::{PlanGroup, TITLE_MAX},
};
use domain::{
    bookings::{self, GroupCursor, GroupOffer, ListedGroup, View},
    search::{self, WantedTogether},
    tutors,
};
use leptos::prelude::*;

use super::rows::GroupRow;
use crate::{
    money::money,
    request::{Done, Failure, Request, Screen},
    said::Said,
    time,
    ui::prelude::*,
};

const PATH: &str = "/teach/groups";

pub async fn plan_group(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let planned = bookings::plan(&request.ctx, request.user()?, PlanGroup::decode(&pairs)?).await?;
    let to = planned.map_or(PATH.to_owned(), |id| format!("/groups/{id}"));
    Ok(Done::to(to).saying(Said::GroupPlanned))
}

/// `/teach/groups`: what a tutor has planned, and the form that plans one more.
pub async fn plan_page(request: Request) -> Result<Screen, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let view = if request.query("view") == Some("past") { View::Past } else { View::Coming };
    let after = request.query("after").and_then(|text| text.parse::<GroupCursor>().ok());
    let ((groups, next), offers) =
        futures::future::try_join(bookings::planned(ctx, user, view, after), bookings::offers(ctx, user)).await?;
    let mine = tutors::profile(ctx, &user.handle, Some(user.id)).await?;
    let teaches = mine.is_some();
    let subjects = mine.map(|profile| profile.subjects()).unwrap_or_default();
    let together = together(&request, &offers, &subjects).await?;
    let here = if view == View::Past { format!("{PATH}?view=past") } else { format!("{PATH}?view=coming") };
    let first = after.map(|_| here.clone());
    let next = next.map(|cursor| format!("{here}&after={cursor}"));
    let list = listed(&request, groups, view);
    let form = if offers.is_empty() { nothing_offered(teaches) } else { planning(&request, offers, subjects) };
    let body = view! {
        <PageHead
            title="Your groups"
            crumbs=vec![Crumb::new("/teach", "Your teaching")]
            lead="Several people, one time. If too few join, it is called off by itself."
        />
        <div class="tf-stack max-w-2xl">
            <Tabs label="Which groups">
                <Tab href=PATH current=view == View::Coming>
                    "Coming up"
                </Tab>
                <Tab href=format!("{PATH}?view=past") current=view == View::Past>
                    "Past"
                </Tab>
            </Tabs>
            {list}
            <Pager before=first after=next before_label="Back to the first" after_label="More" />
            {together}
            <div id="plan">
                <Panel title="Plan a group">{form}</Panel>
            </div>
        </div>
    };
    Ok(Screen::new("Your groups", body))
}

fn listed(request: &Request, groups: Vec<ListedGroup>, view: View) -> AnyView {
    if groups.is_empty() {
        let says = if view == View::Past { "No group lies behind you yet." } else { "You have planned no group." };
        return view! { <EmptyState says=says icon=Icon::Users /> }.into_any();
    }
    let (reader, now) = (request.reader, request.ctx.now());
    let rows = groups
        .into_iter()
        .map(|group| view! { <GroupRow group=group reader=reader now=now of_one=true /> })
        .collect_view();
    view! { <List>{rows}</List> }.into_any()
}

fn nothing_offered(teaches: bool) -> AnyView {
    let (href, label) = if teaches {
        ("/teach/offerings/new?kind=group", "Offer a group session")
    } else {
        ("/teach", "Begin to teach")
    };
    view! {
        <EmptyState
            says="You offer no group sessions yet."
            more="What you offer says how long a group takes, what a seat costs and how many must come."
            icon=Icon::Users
        >
            <ButtonLink href=href look=Look::Primary>{label}</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

/// What several people look for; nothing where there is nothing.
async fn together(
    request: &Request,
    offers: &[GroupOffer],
    subjects: &[(String, String)],
) -> Result<Option<AnyView>, Failure> {
    let Some(offer) = offers.first() else { return Ok(None) };
    let slugs: Vec<_> = subjects.iter().map(|(slug, _)| slug.clone()).collect();
    let wanted = search::wanted_together(&request.ctx, request.user()?, &slugs, offer.of.minutes).await?;
    let rows = wanted.into_iter().map(|one| wanted_row(request, one, subjects)).collect_view();
    Ok((!rows.is_empty()).then(|| {
        view! {
            <Section title="Wanted together" lead="You are free then, and several people look for it. Choose one to plan a group; who they are stays with them.">
                <List>{rows}</List>
            </Section>
        }
        .into_any()
    }))
}

fn wanted_row(request: &Request, wanted: WantedTogether, subjects: &[(String, String)]) -> AnyView {
    let (reader, now) = (request.reader, request.ctx.now());
    let name = subjects.iter().find(|(slug, _)| *slug == wanted.subject).map(|(_, name)| name.clone());
    let here = wanted.starts_at.with_timezone(&reader.zone);
    let href =
        format!("{PATH}?subject={}&day={}&time={}#plan", wanted.subject, here.format("%F"), here.format("%H:%M"));
    let people = format!("{} people look for it", wanted.people);
    let figure = view! { <span class="text-soft">{people}</span> }.into_any();
    view! {
        <Row title=time::moment(wanted.starts_at, reader, now) href=href line=name.unwrap_or_default() figure=figure />
    }
    .into_any()
}

fn planning(request: &Request, offers: Vec<GroupOffer>, subjects: Vec<(String, String)>) -> AnyView {
    let today = request.ctx.now().with_timezone(&request.reader.zone).date_naive().to_string();
    let first = offers.first().map(|offer| offer.of.to_string()).unwrap_or_default();
    let choices: Vec<Choice> =
        offers.iter().map(|offer| Choice::new(offer.of.to_string(), offer.title.clone()).hint(terms(offer))).collect();
    let asked = |name| request.query(name).unwrap_or_default().to_owned();
    let (day, begin) = (asked("day"), asked("time"));
    let wished = subjects.iter().find(|(slug, _)| Some(slug.as_str()) == request.query("subject"));
    let subject = wished.or(subjects.first()).map(|(slug, _)| slug.clone()).unwrap_or_default();
    let subjects: Vec<Choice> = subjects.into_iter().map(|(slug, name)| Choice::new(slug, name)).collect();
    let many = choices.len() > 6;
    let title_max = u32::try_from(TITLE_MAX).unwrap_or(u32::MAX);
    let begins = format!("Begins at ({})", time::zone_name(request.reader.zone));
    view! {
        <Form key=request.key() action_label="Plan this group" consequence="Your time is taken at once, and everybody can see the group and join.">
            {if many {
                view! { <SelectField name="offer" label="What you offer" choices=choices value=first /> }.into_any()
            } else {
                view! { <RadioField name="offer" label="What you offer" choices=choices value=first lay=Lay::Lines /> }.into_any()
            }}
            <SelectField name="subject" label="Subject" choices=subjects value=subject />
            <TextField name="title" label="Title" hint="What it is about, in a few words." max_length=title_max autocomplete="off" />
            <TextAreaField name="about" label="What you will do together" hint="For whom it is, and what people should bring." rows=4 max_length=2000 />
            <div class="tf-field-pair">
                <DateField name="day" label="Day" min=today value=day />
                <TimeField name="time" label=begins value=begin />
            </div>
        </Form>
    }
    .into_any()
}

/// `90 minutes · €15 a seat · 3 to 8 people · join until 24 hours before`
fn terms(offer: &GroupOffer) -> String {
    let price = match offer.price_minor {
        0 => "free".to_owned(),
        minor => format!("{} a seat", money(minor, &offer.currency)),
    };
    let join = match offer.join_hours {
        0 => "join until the start".to_owned(),
        1 => "join until an hour before".to_owned(),
        hours => format!("join until {hours} hours before"),
    };
    format!("{} minutes · {price} · {} to {} people · {join}", offer.of.minutes, offer.seats_min, offer.seats_max)
}
