use contract::{
    AppError, Pairs, Problem,
    messages::{MESSAGE_MAX, REPORT_MAX, ReportMessage, WriteMessage},
};
use domain::messages::{self, Conversation, Message};
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Request, Screen, value_of},
    said::Said,
    time,
    ui::{prelude::*, sheet::Marked},
};

/// Writes, or reports a message, by the form's `action`.
pub async fn write(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user, handle) = (&request.ctx, request.user()?, request.param("handle")?);
    let here = format!("/messages/{handle}");
    // Each message has a form of its own: `report-7`.
    match value_of(&pairs, "action").unwrap_or_default().split('-').next().unwrap_or_default() {
        "write" => {
            messages::write(ctx, user, handle, WriteMessage::decode(&pairs)?).await?;
            Ok(Done::to(format!("{here}#latest")))
        }
        "report" => {
            messages::report(ctx, user, handle, ReportMessage::decode(&pairs)?).await?;
            Ok(Done::to(here).saying(Said::MessageReported))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/messages/{handle}`: what one has written with somebody.
pub async fn conversation_page(request: Request) -> Result<Screen, Failure> {
    let before = request.query("before").and_then(|text| text.parse().ok());
    let found = messages::conversation(&request.ctx, request.user()?, request.param("handle")?, before).await?;
    let Conversation { name, handle, messages, before: earlier, open, .. } = found;
    let here = format!("/messages/{handle}");
    let earlier = earlier.map(|number| format!("{here}?before={number}"));
    let latest = before.map(|_: i32| here);
    let last = messages.len().saturating_sub(1);
    let lines = if messages.is_empty() {
        let says = format!("You have not written to each other yet. What would you like to ask {name}?");
        open.then(|| view! { <p class="text-soft">{says}</p> }).into_any()
    } else {
        let lines = messages.into_iter().enumerate().map(|(n, message)| line(&request, &name, message, n == last));
        view! { <ol class="tf-messages" aria-label="Messages">{lines.collect_view()}</ol> }.into_any()
    };
    let (key, label) = (request.key(), format!("Your message to {name}"));
    // What was typed stays there, also where it cannot be sent.
    let typed = use_context::<Submitted>().is_some_and(|sent| sent.value("action") == Some("write"));
    let form = if open || typed {
        view! {
            <Form key=key action="write" action_label="Send" look=Look::Primary>
                <TextAreaField
                    name="text"
                    label=label
                    hint="Markdown works."
                    max_length=u32::try_from(MESSAGE_MAX).unwrap_or(4_000)
                    rows=4
                />
            </Form>
        }
        .into_any()
    } else {
        view! { <Banner tone=Tone::Neutral title="You cannot write to this person." /> }.into_any()
    };
    let body = view! {
        <PageHead
            title=name.clone()
            crumbs=vec![Crumb::new("/messages", "Messages")]
            action=view! { <ButtonLink href=format!("/users/{handle}")>"Their page"</ButtonLink> }.into_any()
        />
        <div class="tf-stack max-w-3xl">
            <Pager before=earlier after=latest before_label="Earlier" after_label="Back to the latest" />
            {lines}
            {form}
        </div>
    };
    Ok(Screen::new(format!("Messages with {name}"), body))
}

fn line(request: &Request, name: &str, message: Message, is_last: bool) -> AnyView {
    let Message { number, mine, text, at, reported } = message;
    let who = if mine { "You".to_owned() } else { name.to_owned() };
    let report = match (mine, reported) {
        (true, _) => None,
        (false, true) => Some(view! { <span class="text-soft text-sm">"Reported"</span> }.into_any()),
        (false, false) => Some(report(request, number)),
    };
    // What somebody wrote goes with their account.
    let words = if text.is_empty() {
        view! { <p class="text-soft">"Erased."</p> }.into_any()
    } else {
        view! { <Marked html=markup::markdown(&text) /> }.into_any()
    };
    let class = if mine { "tf-message tf-message-mine" } else { "tf-message" };
    view! {
        <li class=class id=is_last.then_some("latest")>
            <div class="tf-message-head">
                <strong>{who}</strong>
                <time::Moment at=at reader=request.reader now=request.ctx.now() />
            </div>
            {words}
            {report}
        </li>
    }
    .into_any()
}

fn report(request: &Request, number: i32) -> AnyView {
    let sent = use_context::<Submitted>().unwrap_or_default();
    let action = format!("report-{number}");
    let refused = sent.value("action") == Some(&action);
    let key = request.key();
    view! {
        <Disclosure label="Report" look=Look::Bare open=refused>
            <Form key=key action=action action_label="Report the message" look=Look::Danger>
                <input type="hidden" name="number" value=number.to_string() />
                <TextField
                    name="reason"
                    label="What is wrong with it?"
                    hint="Moderators read it, and the message."
                    max_length=u32::try_from(REPORT_MAX).unwrap_or(500)
                    autocomplete="off"
                />
            </Form>
        </Disclosure>
    }
    .into_any()
}
