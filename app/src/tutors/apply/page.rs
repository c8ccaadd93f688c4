use contract::tutors::LANGUAGES;
use domain::tutors::{
    self,
    application::{self, Admission, Application, State},
};
use leptos::prelude::*;

use super::{
    form::ApplicationForm,
    parts::{Changed, Content, History, Stray},
    words,
};
use crate::{
    request::{Failure, Request, Screen},
    ui::prelude::*,
};

const TITLE: &str = "Apply to teach";
/// Of the same page once there is nothing to apply for.
const APPROVED: &str = "Your approval to teach";

/// `/teach/apply`: the application, where it stands, and what comes next.
pub async fn apply_page(request: Request) -> Result<Screen, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let mine = application::my_application(ctx, user).await?;
    if ctx.admission == Admission::Open && mine.state != State::Suspended {
        return Ok(nobody_has_to());
    }
    let content = match mine.state {
        State::Draft | State::ChangesWanted | State::Declined | State::Withdrawn => {
            let (areas, reviews) = futures::try_join!(tutors::subjects(ctx), application::my_reviews(ctx, user))?;
            let missing = view! { <Missing application=mine.clone() /> };
            let draft = mine.draft.clone();
            view! { {missing} <ApplicationForm request=request.clone() draft=draft areas=areas reviews=reviews /> }
                .into_any()
        }
        State::Submitted => waiting(&request, &mine),
        State::Approved | State::Suspended => page(&request, &mine),
    };
    let shown: Vec<&str> = match mine.state {
        State::Submitted => vec!["withdraw", "languages"],
        State::Approved | State::Suspended if mine.change.is_some() => vec!["take-back"],
        State::Approved | State::Suspended => Vec::new(),
        _ => vec!["application"],
    };
    let is_tutor = matches!(mine.state, State::Approved | State::Suspended);
    let title = if is_tutor { APPROVED } else { TITLE };
    let next = words::next(&mine, request.reader, request.ctx.now());
    let (word, tone) = (words::state_word(mine.state), words::state_tone(mine.state));
    let wanted = view! { <Wanted application=mine.clone() /> };
    let steps = (!mine.steps.is_empty()).then(|| {
        let history = view! { <History request=request.clone() steps=mine.steps.clone() applicant="You" /> };
        view! { <Section title="What happened">{history}</Section> }
    });
    let body = view! {
        <PageHead
            title=title
            crumbs=vec![Crumb::new("/teach", "Teach")]
            lead="Students here can rely on who teaches them: a moderator reads each application."
        >
            <Status word=word tone=tone next=next />
        </PageHead>
        <div class="tf-stack max-w-2xl">
            <Stray shown=shown />
            {wanted}
            {content}
            {steps}
        </div>
    };
    Ok(Screen::new(title, body))
}

fn nobody_has_to() -> Screen {
    let body = view! {
        <PageHead title=TITLE crumbs=vec![Crumb::new("/teach", "Teach")] />
        <EmptyState
            says="Nobody has to apply here."
            more="Write your page, say when you are free, and open it to students whenever you like."
            icon=Icon::GraduationCap
        >
            <ButtonLink href="/teach" look=Look::Primary>
                "To your teaching"
            </ButtonLink>
        </EmptyState>
    };
    Screen::new(TITLE, body)
}

/// What still has to be there before it can be sent, each with a link to where it is filled in.
#[component]
fn Missing(application: Application) -> impl IntoView {
    if application.missing.is_empty() {
        // Elsewhere something else has to come first: a change, or time.
        let free = matches!(application.state, State::Draft | State::Withdrawn);
        let says = free.then(|| view! { <Banner tone=Tone::Success title="Nothing is missing. You can send it." /> });
        return says.into_any();
    }
    let lines = application
        .missing
        .iter()
        .map(|part| {
            let (href, words) = (words::field_of(*part, &application.draft), words::missing(*part));
            view! { <li><TextLink href=href>{words}</TextLink></li> }
        })
        .collect_view();
    view! { <Banner title="Still missing before you can send it:"><ul>{lines}</ul></Banner> }.into_any()
}

/// What the moderators want to be changed, and why the application or the page is closed.
#[component]
fn Wanted(application: Application) -> impl IntoView {
    let happened = match application.state {
        State::ChangesWanted => "changes_asked",
        State::Declined => "declined",
        State::Suspended => "suspended",
        _ => return ().into_any(),
    };
    let note = application.steps.iter().rev().find(|step| step.happened == happened);
    let note = note.map(|step| step.note.clone()).unwrap_or_default();
    let lines = application
        .wanted
        .iter()
        .map(|part| {
            let (href, title) = (words::field_of(*part, &application.draft), part.title());
            view! { <li><TextLink href=href>{title}</TextLink></li> }
        })
        .collect_view();
    let title = match application.state {
        State::ChangesWanted => "A moderator would like you to change:",
        State::Declined => "Why it was declined:",
        _ => "Why your page is suspended:",
    };
    let tone = if application.state == State::ChangesWanted { Tone::Warning } else { Tone::Danger };
    view! {
        <Banner tone=tone title=title>
            <ul>{lines}</ul>
            <Quote text=note />
        </Banner>
    }
    .into_any()
}

/// What was sent, and what can still be done with it.
fn waiting(request: &Request, mine: &Application) -> AnyView {
    let (first_key, second_key) = (request.key(), request.key());
    let languages = LANGUAGES.iter().map(|(code, name)| Choice::new(*code, *name)).collect();
    let content = view! { <Content draft=mine.draft.clone() samples=Vec::new() /> };
    let spoken = mine.draft.languages.clone();
    view! {
        <Section title="What you sent" lead="It is as the moderators read it. Only the languages can change while it waits.">
            {content}
        </Section>
        <Panel title="Languages">
            <Form key=first_key action="languages" action_label="Save languages" look=Look::Quiet>
                <ChecksField name="languages" label="Languages you teach in" choices=languages values=spoken lay=Lay::Flow />
            </Form>
        </Panel>
        <Form
            key=second_key
            action="withdraw"
            action_label="Take the application back"
            look=Look::Quiet
            consequence="It is yours to change again, and you can send it at any time. It goes to the end of the queue."
        />
    }
    .into_any()
}

/// The page that came of it, and what of it waits.
fn page(request: &Request, mine: &Application) -> AnyView {
    let Some(change) = mine.change.clone() else {
        return view! {
            <div>
                <ButtonLink href="/teach" look=Look::Primary>
                    "To your teaching"
                </ButtonLink>
            </div>
        }
        .into_any();
    };
    let key = request.key();
    let changed = view! { <Changed change=change /> };
    view! {
        <Section title="Waits for a moderator" lead="Others see your page as it was until a moderator has looked at this.">
            <div class="tf-stack">
                {changed}
                <Form
                    key=key
                    action="take-back"
                    action_label="Take the change back"
                    look=Look::Quiet
                    consequence="Your page stays as others see it."
                />
            </div>
        </Section>
        <div>
            <ButtonLink href="/teach">"To your teaching"</ButtonLink>
        </div>
    }
    .into_any()
}
