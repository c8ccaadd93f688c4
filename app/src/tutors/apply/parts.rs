//! What an application says, what waits to be seen, and what happened: for the applicant and for moderators alike.

use contract::tutors::language_name;
use domain::tutors::application::{Change, Claimed, Draft, Sample, Step};
use leptos::prelude::*;

use super::words;
use crate::{request::Request, time, ui::prelude::*};

/// All that an application says.
#[component]
pub(crate) fn Content(draft: Draft, samples: Vec<Sample>) -> impl IntoView {
    let languages: Vec<_> = draft.languages.iter().filter_map(|code| language_name(code)).collect();
    let points_at = (!samples.is_empty()).then(|| {
        let links = samples
            .into_iter()
            .map(|sample| {
                let href = format!("/reviews/{}", sample.submission);
                view! { <li><TextLink href=href>{sample.title}</TextLink></li> }
            })
            .collect_view();
        view! { <Detail label="Reviews to look at"><ul>{links}</ul></Detail> }
    });
    let languages = languages.join(", ");
    view! {
        <Details>
            <Detail label="Headline">{said(draft.headline)}</Detail>
            <Detail label="About"><p class="whitespace-pre-line">{said(draft.about)}</p></Detail>
            <Detail label="Subjects"><Claims claims=draft.claims /></Detail>
            <Detail label="Languages">{said(languages)}</Detail>
            <Detail label="Why and how"><p class="whitespace-pre-line">{said(draft.statement)}</p></Detail>
            {points_at}
        </Details>
    }
}

#[component]
fn Claims(claims: Vec<Claimed>) -> impl IntoView {
    if claims.is_empty() {
        return said(String::new()).into_any();
    }
    let lines = claims
        .into_iter()
        .map(|claim| {
            let what = format!("{} · {}", claim.name, claim.level.title());
            view! { <li>{what}<br /><span class="text-soft">{said(claim.evidence)}</span></li> }
        })
        .collect_view();
    view! { <ul class="flex flex-col gap-2">{lines}</ul> }.into_any()
}

/// What others see now, and what they would see.
#[component]
pub(crate) fn Changed(change: Change) -> impl IntoView {
    let words = [
        ("Headline", change.old_headline, change.headline),
        ("About", change.old_about, change.about),
        ("Video", change.old_video, change.video),
    ];
    let words = words
        .into_iter()
        .filter_map(|(what, old, new)| Some((what, old, new?)))
        .map(|(what, old, new)| {
            view! {
                <Detail label=format!("{what}, public now")><p class="whitespace-pre-line">{said(old)}</p></Detail>
                <Detail label=format!("{what}, waiting")><p class="whitespace-pre-line">{new}</p></Detail>
            }
        })
        .collect_view();
    let risks: Vec<_> = change.risks.into_iter().map(words::risk).collect();
    let risks = (!risks.is_empty()).then(|| {
        let risks = risks.join(", ");
        view! { <Detail label="New in the words">{risks}</Detail> }
    });
    let subjects = (!change.subjects.is_empty())
        .then(|| view! { <Detail label="New subjects"><Claims claims=change.subjects /></Detail> });
    view! { <Details>{words} {risks} {subjects}</Details> }
}

/// What happened, the first at the top.
#[component]
pub(crate) fn History(
    request: Request,
    steps: Vec<Step>,
    /// How the applicant is called: "You", or their name.
    #[prop(into)]
    applicant: String,
) -> impl IntoView {
    let moments = steps.into_iter().map(|step| moment(&request, &step, &applicant)).collect_view();
    view! { <Timeline>{moments}</Timeline> }
}

fn moment(request: &Request, step: &Step, applicant: &str) -> impl IntoView + use<> {
    let (what, tone) = words::step(step);
    let theirs = step.by_applicant || step.happened == "admitted";
    let who = if theirs { applicant.to_owned() } else { "A moderator".to_owned() };
    let when = view! { <time::Moment at=step.at reader=request.reader now=request.ctx.now() /> }.into_any();
    let (note, parts) = (step.note.clone(), step.parts.iter().map(|part| part.title()).collect::<Vec<_>>().join(", "));
    view! {
        <Moment who=who what=what when=when tone=tone>
            {(!parts.is_empty()).then(|| view! { <p>{parts}</p> })}
            {(!note.is_empty()).then(|| view! { <p class="whitespace-pre-line text-soft">{note}</p> })}
        </Moment>
    }
}

/// Why a form was refused that the page does not show any more, with the words that were typed into it.
#[component]
pub(crate) fn Stray(
    /// The forms that the page shows.
    shown: Vec<&'static str>,
) -> impl IntoView {
    let sent = use_context::<Submitted>().unwrap_or_default();
    let stray = !shown.iter().any(|action| sent.value("action") == Some(*action));
    let says = sent.banner.clone().filter(|_| stray);
    let words = sent.value("note").or_else(|| sent.value("reason")).unwrap_or_default().to_owned();
    says.map(|says| {
        view! {
            <div role="alert">
                <Banner tone=Tone::Danger title=says>
                    {(!words.is_empty()).then(|| view! { <Quote text=words /> })}
                </Banner>
            </div>
        }
    })
}

fn said(words: String) -> String {
    if words.is_empty() { "–".into() } else { words }
}
