use contract::{AppError, Pairs, Problem, bookings::MakeFeed};
use domain::bookings::{self, Feed};
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Request, Screen, value_of},
    said::Said,
    time,
    ui::prelude::*,
};

const PATH: &str = "/settings/calendar";

/// The address that the form which this page answers has made. It is shown once.
#[derive(Clone)]
struct Fresh(Option<String>);

/// Makes an address or ends it, by the form's `action`.
pub async fn change_calendar(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    match value_of(&pairs, "action").unwrap_or_default() {
        "make" => {
            let secret = bookings::make_feed(ctx, user, MakeFeed::decode(&pairs)?).await?;
            Ok(Done::here(Fresh(secret.map(|secret| format!("{}/cal/{secret}.ics", ctx.public_url)))))
        }
        "remove" => {
            bookings::remove_feed(ctx, user).await?;
            Ok(Done::to(PATH).saying(Said::CalendarRemoved))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/settings/calendar`: one's sessions in the calendar that one uses anyway.
pub async fn calendar_page(request: Request) -> Result<Screen, Failure> {
    let feed = bookings::my_feed(&request.ctx, request.user()?).await?;
    let fresh = use_context::<Fresh>().and_then(|Fresh(address)| address);
    let fresh = fresh.map(|address| view! { <FreshAddress address=address /> });
    let (title, verb) = match &feed {
        Some(_) => ("Another address", "Make another address"),
        None => ("Make an address", "Make the address"),
    };
    let consequence = feed.as_ref().map(|_| "The address of now leads nowhere from then on.").unwrap_or_default();
    let (with_title, with_notes) = feed.as_ref().map_or((true, false), |feed| (feed.with_title, feed.with_notes));
    let current = feed.map(|feed| current(&request, &feed));
    let body = view! {
        <PageHead
            title="Calendar"
            crumbs=vec![Crumb::new("/settings", "Settings")]
            lead="Subscribe to your sessions in the calendar that you use anyway. It asks for them about once an hour."
        />
        <div class="tf-stack max-w-2xl">
            {fresh}
            {current}
            <Panel title=title>
                <Form key=request.key() action="make" action_label=verb look=Look::Primary consequence=consequence>
                    <CheckField name="with_title" label="Tell the subject and who it is with" checked=with_title />
                    <CheckField name="with_notes" label="Tell what was written to the tutor" checked=with_notes />
                </Form>
            </Panel>
        </div>
    };
    Ok(Screen::new("Calendar", body))
}

fn current(request: &Request, feed: &Feed) -> AnyView {
    let (reader, now) = (request.reader, request.ctx.now());
    let read = match feed.read_at {
        Some(at) => {
            format!("Last asked for {}.", time::relative(at, now).unwrap_or_else(|| time::moment(at, reader, now)))
        }
        None => "Nothing has asked for it yet.".to_owned(),
    };
    let tells = match (feed.with_title, feed.with_notes) {
        (true, true) => "It tells the subject, who it is with, and what was written.",
        (true, false) => "It tells the subject and who it is with.",
        (false, true) => "It tells what was written, and not with whom.",
        (false, false) => "It tells when, and nothing else.",
    };
    let says = format!("Made on {}. {tells} {read}", time::day(feed.made_at, reader, now));
    let key = request.key();
    view! {
        <Panel title="Your calendar has an address">
            <p>{says}</p>
            <Form key=key action="remove" action_label="End the address" look=Look::Danger>
                <p class="text-soft text-sm">"Calendars that use it show nothing new from then on."</p>
            </Form>
        </Panel>
    }
    .into_any()
}

#[component]
fn FreshAddress(address: String) -> impl IntoView {
    view! {
        <Banner tone=Tone::Success title="This is the address. It is shown this once: copy it now.">
            <Command line=address label="The address of your calendar" />
            <p>"In your calendar choose “subscribe” or “from a URL”. Whoever has it can read your sessions, so give it to nobody."</p>
        </Banner>
    }
}
