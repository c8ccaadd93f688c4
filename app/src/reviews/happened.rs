//! The timeline of a submission.

use domain::reviews::SubmissionPage;
use leptos::prelude::*;

use super::steps;
use crate::{request::Request, time, ui::prelude::*};

#[component]
pub fn Happened(request: Request, page: SubmissionPage) -> impl IntoView {
    let me = request.caller.as_ref().map(|user| user.id);
    let moments = page
        .steps
        .iter()
        .rev()
        .map(|step| {
            let who = step
                .by
                .as_ref()
                .map(|person| if Some(person.id) == me { "You".to_owned() } else { person.name.clone() });
            let when = view! { <time::Moment at=step.at reader=request.reader now=request.ctx.now() /> }.into_any();
            let (what, note) = steps::said(&step.happened, &step.note);
            view! {
                <Moment who=who.unwrap_or_default() what=what when=when tone=steps::tone(&step.happened)>
                    {(!note.is_empty()).then(|| view! { <p class="whitespace-pre-line text-soft">{note}</p> })}
                </Moment>
            }
        })
        .collect_view();
    (!page.steps.is_empty()).then(|| {
        view! {
            <div id="happened">
                <Section title="What happened">
                    <Timeline>{moments}</Timeline>
                </Section>
            </div>
        }
    })
}
