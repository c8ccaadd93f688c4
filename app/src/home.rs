//! `/`: for a visitor what this is; for someone who is signed in what needs them and what comes next.

use domain::{accounts::User, bookings, bookings::Listed};
use leptos::prelude::*;

use crate::{
    bookings::BookingRow,
    request::{Failure, Request, Screen},
    ui::prelude::*,
};

pub async fn home(request: Request) -> Result<Screen, Failure> {
    match request.caller.clone() {
        Some(user) => desk(request, user).await,
        None => Ok(front_door()),
    }
}

fn front_door() -> Screen {
    let body = view! {
        <div class="tf-hero">
            <h1>"Get better at something, with someone."</h1>
            <p>
                "Find a person who knows the next step, ask for an hour of their time, and learn. Or teach what you know. "
                "TutorForge keeps the calendar straight in everyone's time zone."
            </p>
            <form method="get" action="/tutors" class="tf-hero-search" role="search">
                <SearchField label="What do you want to learn?" placeholder="Algebra, Rust, Amharic, essay writing…" />
                <Button look=Look::Primary submit=true icon=Icon::Search>
                    "Find a tutor"
                </Button>
            </form>
        </div>
        <div class="tf-steps">
            <Section title="Find">
                <p>"Search by subject, level, language and price. Every result says when they are free next, in your time."</p>
            </Section>
            <Section title="Meet">
                <p>"Ask for a time. Once it is accepted it is settled: nobody can be booked twice for the same hour."</p>
            </Section>
            <Section title="Say how it was">
                <p>"Ratings come only from sessions that took place, in words as well as stars."</p>
            </Section>
        </div>
        <p class="mt-10">
            <ButtonLink href="/teach" icon=Icon::GraduationCap>
                "Teach what you know"
            </ButtonLink>
        </p>
    };
    Screen::new("", body).described("Find a tutor, book an hour, learn, and say how it was. A self-hosted home for people who learn from each other.")
}

async fn desk(request: Request, user: User) -> Result<Screen, Failure> {
    let needs = bookings::needs(&request.ctx, &user).await?;
    let first_name = user.name.split_whitespace().next().unwrap_or(&user.name).to_owned();
    let nothing_waits = needs.waiting.is_empty();
    let waiting = rows(&request, needs.waiting);
    let coming = if needs.coming.is_empty() {
        view! {
            <EmptyState says="Nothing is in your calendar." icon=Icon::Calendar>
                <ButtonLink href="/tutors" look=Look::Primary>
                    "Find a tutor"
                </ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <List>{rows(&request, needs.coming)}</List> }.into_any()
    };
    let body = view! {
        <PageHead title=format!("Hello, {first_name}") />
        <div class="grid gap-10">
            <Section title="Needs you">
                {if nothing_waits {
                    view! { <p class="text-soft">"Nothing waits for you right now."</p> }.into_any()
                } else {
                    view! { <List>{waiting}</List> }.into_any()
                }}
            </Section>
            <Section title="Coming up">{coming}</Section>
        </div>
    };
    Ok(Screen::new("Home", body))
}

fn rows(request: &Request, list: Vec<Listed>) -> impl IntoView + use<> {
    let (reader, now) = (request.reader, request.ctx.now());
    list.into_iter().map(move |booking| view! { <BookingRow booking=booking reader=reader now=now /> }).collect_view()
}
