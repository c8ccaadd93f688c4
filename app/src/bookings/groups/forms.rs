//! What the reader of a group may do, each a form with what it does beside its button.

use domain::bookings::{GroupAction, GroupPage, Mine};
use leptos::prelude::*;

use crate::{
    bookings::words::{policy_words, until},
    money::money,
    request::Request,
    ui::prelude::*,
};

/// What the reader has in the group, and every step that is open to them.
#[component]
pub(super) fn Steps(request: Request, group: GroupPage) -> impl IntoView {
    let signed_in = request.caller.is_some();
    let forms = group.actions.clone().into_iter().map(|action| one(&request, &group, action)).collect_view();
    let enter = (!signed_in && group.state == domain::bookings::GroupState::Open).then(|| {
        let href = format!("/signin?next=%2Fgroups%2F{}", group.id);
        view! { <ButtonLink href=href look=Look::Primary>"Sign in to join"</ButtonLink> }
    });
    view! {
        {standing(&request, &group)}
        {forms}
        {enter}
    }
}

fn standing(request: &Request, group: &GroupPage) -> Option<AnyView> {
    match group.mine {
        Mine::Nothing => None,
        Mine::Seat(booking) => {
            let href = format!("/bookings/{booking}");
            Some(
                view! {
                    <Banner tone=Tone::Success title="You have a seat.">
                        <p><TextLink href=href>"See your booking"</TextLink></p>
                    </Banner>
                }
                .into_any(),
            )
        }
        Mine::Kept { until: at, .. } => {
            let title = format!("A seat is kept for you until {}.", until(at, request.reader, request.ctx.now()));
            Some(view! { <Banner tone=Tone::Ember title=title /> }.into_any())
        }
        Mine::InLine(1) => Some(line("You are the first on the waiting list.")),
        Mine::InLine(place) => Some(line(&format!("You are number {place} on the waiting list."))),
    }
}

fn line(title: &str) -> AnyView {
    let title = title.to_owned();
    view! {
        <Banner title=title>
            <p>"When a seat becomes free, the first whose time is free has it for half an hour. We write to you then."</p>
        </Banner>
    }
    .into_any()
}

fn one(request: &Request, group: &GroupPage, action: GroupAction) -> AnyView {
    let (key, name) = (request.key(), action.as_str());
    match action {
        GroupAction::Join => taking(key, name, "Take a seat", group),
        GroupAction::Take => taking(key, name, "Take your seat", group),
        GroupAction::LetGo => view! {
            <Form key=key action=name action_label="Let it go" look=Look::Quiet consequence="The next in line has it at once." />
        }
        .into_any(),
        GroupAction::Wait => view! {
            <Form key=key action=name action_label="Join the waiting list" consequence="You pay nothing, and can leave it at any time." />
        }
        .into_any(),
        GroupAction::LeaveLine => view! {
            <Form key=key action=name action_label="Leave the waiting list" look=Look::Quiet consequence="Those behind you move up." />
        }
        .into_any(),
        GroupAction::CallOff => calling_off(key, name),
    }
}

fn taking(key: String, name: &'static str, label: &'static str, group: &GroupPage) -> AnyView {
    let cost = match group.price_minor {
        0 => "It is free.".to_owned(),
        minor => format!("{} for the seat. {}.", money(minor, &group.currency), policy_words(group.policy)),
    };
    let consequence = format!("It is settled at once. {cost}");
    view! { <Form key=key action=name action_label=label consequence=consequence /> }.into_any()
}

fn calling_off(key: String, name: &'static str) -> AnyView {
    let open = use_context::<Submitted>().is_some_and(|sent| sent.value("action") == Some(name));
    view! {
        <Disclosure label="Call it off…" open=open>
            <Form
                key=key
                action=name
                action_label="Call the group off"
                look=Look::Danger
                consequence="Everybody gets everything back, and a mail with your words. This cannot be undone."
            >
                <TextAreaField name="note" label="Why?" rows=2 max_length=500 />
            </Form>
        </Disclosure>
    }
    .into_any()
}
