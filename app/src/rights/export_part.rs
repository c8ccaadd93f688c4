use chrono::{DateTime, Utc};
use domain::rights::Progress;
use leptos::prelude::*;

use super::data_page::PATH;
use crate::{request::Request, time, ui::prelude::*};

/// The file with everything: asked for, in the making, or there to be fetched.
#[component]
pub(super) fn ExportPart(
    request: Request,
    export: Option<(DateTime<Utc>, Progress)>,
    again_at: Option<DateTime<Utc>>,
) -> impl IntoView {
    let latest = export.map(|(_, progress)| state(&request, progress));
    let ask = match again_at {
        Some(at) => {
            let at = time::moment(at, request.reader, request.ctx.now());
            view! { <p class="text-soft">{format!("You can ask for another file from {at} on.")}</p> }.into_any()
        }
        None => view! {
            <Form
                key=request.key()
                action="export"
                action_label="Ask for the file"
                look=Look::Primary
                consequence="You get a mail when it is ready. It is kept for a week, and needs your password."
            />
        }
        .into_any(),
    };
    view! {
        <Section
            title="A file with everything"
            lead="A zip with a page that you can read, and the same as JSON for programs. Passwords and other secrets are not in it."
        >
            {latest}
            {ask}
        </Section>
    }
}

fn state(request: &Request, progress: Progress) -> AnyView {
    match progress {
        Progress::Making { done, total } => {
            let label = format!("{done} of {total} tables collected");
            view! {
                <div class="tf-stack">
                    <Status word="In the making" tone=Tone::Info next="As a rule that takes less than a minute." />
                    <p>
                        <progress class="w-full max-w-sm" value=done max=total aria-label=label.clone()></progress>
                        <span>{label}</span>
                        " "
                        <TextLink href=PATH>"Look again"</TextLink>
                    </p>
                </div>
            }
            .into_any()
        }
        Progress::Ready { id, bytes, until } => {
            let until = time::moment(until, request.reader, request.ctx.now());
            let words = format!("Download the file ({})", size(bytes));
            view! {
                <div class="tf-stack">
                    <Status word="Ready" tone=Tone::Success next=format!("It is kept until {until}.") />
                    <div>
                        <ButtonLink href=format!("{PATH}/exports/{id}")>{words}</ButtonLink>
                    </div>
                </div>
            }
            .into_any()
        }
        Progress::TooLarge => view! {
            <Banner tone=Tone::Warning title="There is more of you here than fits into one file.">
                <p>"Please write to the people who look after this place: they can hand it to you in parts."</p>
            </Banner>
        }
        .into_any(),
    }
}

/// `312 kB`.
fn size(bytes: i32) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", (bytes / 1_000).max(1)),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
