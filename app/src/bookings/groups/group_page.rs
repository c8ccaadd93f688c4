use chrono::{DateTime, Utc};
use contract::{AppError, GroupId};
use domain::{
    bookings::{self, GroupPage, GroupState, SeatTaken},
    when::Reader,
};
use leptos::prelude::*;

use super::{
    forms::Steps,
    words::{Standing, word},
};
use crate::{
    bookings::words::{policy_words, until},
    money::money,
    request::{Failure, Refused, Request, Screen},
    time,
    ui::prelude::*,
};

impl Standing {
    fn of_page(group: &GroupPage, now: DateTime<Utc>) -> Self {
        Self {
            state: group.state,
            seats_min: group.seats_min,
            seats_max: group.seats_max,
            seats_taken: group.seats_taken,
            seats_firm: group.seats_firm,
            waiting: group.waiting,
            join_until: group.join_until,
            over: group.ends_at <= now,
        }
    }
}

/// `/groups/{id}`
pub async fn group_page(request: Request) -> Result<Screen, Failure> {
    let id: GroupId = request.id_param("id")?;
    let group = bookings::group_page(&request.ctx, request.caller.as_ref(), id).await?.ok_or(AppError::NotFound)?;
    let (reader, now) = (request.reader, request.ctx.now());
    let standing = Standing::of_page(&group, now);
    let (state, tone) = word(&standing);
    let next = standing.next(reader, now);
    let title = group.title.clone();
    let lead = time::span(group.starts_at, group.ends_at, reader, now);
    let crumb = if group.is_mine {
        Crumb::new("/teach/groups", "Your groups")
    } else {
        Crumb::new("/groups", "Group sessions")
    };
    let why = (group.state == GroupState::CalledOff).then(|| reason(&group));
    let seats = group.is_mine.then(|| view! { <Seats seats=group.seats.clone() /> });
    let (about, facts, described) = (group.about.clone(), group.clone(), group.about.clone());
    let body = view! {
        <PageHead title=title.clone() crumbs=vec![crumb] lead=lead />
        <StrayRefusal group=group.clone() />
        <div class="grid gap-8 lg:grid-cols-[2fr_1fr] items-start">
            <div class="grid gap-8 content-start min-w-0">
                <Panel title="Where it stands">
                    <Status word=state tone=tone next=next />
                    {why}
                    <Steps request=request.clone() group=group />
                </Panel>
                <Section title="About">
                    <Prose text=about />
                </Section>
                {seats}
            </div>
            <Panel title="The group">
                <GroupFacts group=facts reader=reader now=now />
            </Panel>
        </div>
    };
    Ok(Screen::new(title, body).described(described))
}

fn reason(group: &GroupPage) -> AnyView {
    if group.reason.is_empty() {
        let says = format!("Fewer than {} had joined when the time to join was over.", group.seats_min);
        return view! { <p>{says}</p> }.into_any();
    }
    view! { <Quote text=group.reason.clone() /> }.into_any()
}

/// A refusal whose form is gone from the page: someone else was faster.
#[component]
fn StrayRefusal(group: GroupPage) -> impl IntoView {
    let action = use_context::<Submitted>().and_then(|sent| sent.value("action").and_then(|a| a.parse().ok()));
    let gone = action.is_none_or(|action| !group.actions.contains(&action));
    use_context::<Refused>()
        .filter(|_| gone)
        .map(|Refused(error)| view! { <div role="alert"><Banner tone=Tone::Danger title=error.to_string() /></div> })
}

#[component]
fn GroupFacts(group: GroupPage, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let price = match group.price_minor {
        0 => "Free".to_owned(),
        minor => format!("{} a seat", money(minor, &group.currency)),
    };
    let seats = format!("{} to {}", group.seats_min, group.seats_max);
    let zone = format!("Your time ({})", time::zone_name(reader.zone));
    let tutor = format!("/tutors/{}", group.tutor_handle);
    view! {
        <Details>
            <Detail label="Tutor">
                <TextLink href=tutor>{group.tutor_name}</TextLink>
            </Detail>
            <Detail label="Subject">{group.subject}</Detail>
            <Detail label=zone>{time::span(group.starts_at, group.ends_at, reader, now)}</Detail>
            <Detail label="Join until">{until(group.join_until, reader, now)}</Detail>
            <Detail label="People">{seats}</Detail>
            <Detail label="Price">{price}</Detail>
            {(group.price_minor > 0).then(|| view! { <Detail label="If you cancel">{policy_words(group.policy)}</Detail> })}
            <Detail label="If too few join">"It does not take place, and everybody gets everything back."</Detail>
        </Details>
    }
}

/// For the tutor: who comes, each with a way to their booking.
#[component]
fn Seats(seats: Vec<SeatTaken>) -> impl IntoView {
    if seats.is_empty() {
        return view! { <Section title="Who comes"><p class="text-soft">"Nobody has joined yet."</p></Section> }
            .into_any();
    }
    let rows = seats
        .into_iter()
        .map(|seat| {
            let lead = view! { <Avatar id=seat.person.0 name=seat.name.clone() size=Size::Small /> }.into_any();
            view! { <Row title=seat.name href=format!("/bookings/{}", seat.booking) lead=lead /> }
        })
        .collect_view();
    view! { <Section title="Who comes"><List>{rows}</List></Section> }.into_any()
}
