use chrono::{DateTime, Utc};
use contract::{AppError, Pairs, Refusal, bookings::Book};
use domain::{
    bookings::{self, Availability, Terms},
    tutors,
};
use leptos::prelude::*;

use super::{
    about::about,
    slot_picker::SlotPicker,
    week::{SlotLinks, week},
    why_not::AskWhy,
    words::policy_words,
};
use crate::{
    money::money,
    request::{Done, Failure, Refused, Request, Screen, value_of},
    said::Said,
    time,
    ui::prelude::*,
};

pub async fn book(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    if value_of(&pairs, "hold").is_some() {
        let form = Book::decode_hold(&pairs)?;
        let id = bookings::hold(&request.ctx, request.user()?, request.param("handle")?, form).await?;
        return Ok(Done::to(format!("/bookings/{id}")).saying(Said::Held));
    }
    let form = Book::decode(&pairs)?;
    let id = bookings::book(&request.ctx, request.user()?, request.param("handle")?, form).await?;
    Ok(Done::to(format!("/bookings/{id}")).saying(Said::Requested))
}

pub async fn book_page(request: Request) -> Result<Screen, Failure> {
    let handle = request.param("handle")?.to_owned();
    let me = request.user()?.id;
    let tutor = tutors::profile(&request.ctx, &handle, Some(me)).await?.ok_or(AppError::NotFound)?;
    let availability = bookings::availability(&request.ctx, tutor.id, Some(me)).await?.ok_or(AppError::NotFound)?;
    let terms = bookings::terms(&request.ctx, tutor.id).await?;
    let now = request.ctx.now();
    let title = format!("Book {}", tutor.name);
    let crumbs =
        vec![Crumb::new("/tutors", "Find a tutor"), Crumb::new(format!("/tutors/{handle}"), tutor.name.clone())];
    let price = money(tutor.price_minor * availability.session.num_minutes() / 60, &tutor.currency);
    let lead = format!(
        "{} minutes · {price} · all times in your zone, {}",
        availability.session.num_minutes(),
        time::zone_name(request.reader.zone)
    );
    let why = view! {
        <AskWhy
            request=request.clone()
            availability=availability.clone()
            path=format!("/tutors/{handle}/book")
            tutor=tutor.name.clone()
        />
    };
    let content = if tutor.id == me {
        let refused = use_context::<Refused>().map(|Refused(error)| error.to_string());
        let first = request.query("from").and_then(|day| day.parse().ok());
        let shown = week(&availability, request.reader, now, first);
        view! {
            {refused.map(|says| view! { <Banner tone=Tone::Danger title=says /> })}
            <Banner title="This is you. Here students see when you are free.">
                <p>
                    "What they see follows from your "
                    <TextLink href="/teach/availability">"hours"</TextLink>
                    " and from what you have booked."
                </p>
            </Banner>
            <SlotPicker week=shown chosen=String::new() about=String::new() />
        }
        .into_any()
    } else {
        let choices = tutor.subjects().into_iter().map(|(slug, name)| Choice::new(slug, name)).collect();
        let about = about(&request).await?;
        view! { <Booking request=request.clone() handle=handle tutor=tutor.name availability=availability terms=terms subjects=choices about=about now=now /> }
            .into_any()
    };
    let body = view! {
        <PageHead title=title.clone() crumbs=crumbs lead=lead />
        <div class="tf-stack">
            {content}
            {why}
        </div>
    };
    Ok(Screen::new(title, body))
}

#[component]
fn Booking(
    request: Request,
    handle: String,
    tutor: String,
    availability: Availability,
    terms: Terms,
    subjects: Vec<Choice>,
    /// The first words of the message.
    about: String,
    now: DateTime<Utc>,
) -> impl IntoView {
    let sent = use_context::<Submitted>();
    let chosen =
        sent.as_ref().and_then(|s| s.value("start")).or_else(|| request.query("start")).unwrap_or_default().to_owned();
    let wish = chosen.parse::<DateTime<Utc>>().ok();
    let first = request.query("from").and_then(|day| day.parse().ok());
    let first = first.or_else(|| wish.map(|at| at.with_timezone(&request.reader.zone).date_naive()));
    let shown = week(&availability, request.reader, now, first);
    let nearest = nearest_instead(&request, &handle, &availability, wish, now);
    let subject = subjects.first().map(|choice| choice.value.clone()).unwrap_or_default();
    let consequence = consequence(&tutor, terms);
    let many = subjects.len() > 6;
    let kept = request.query("about").unwrap_or_default().to_owned();
    view! {
        <Form
            key=request.key()
            action_label="Request this time"
            look=Look::Primary
            beside=view! {
                <Button submit=true unchecked=true name="hold" value="on">
                    "Hold it for ten minutes"
                </Button>
            }
                .into_any()
            consequence=consequence
        >
            {nearest}
            <Panel title="When">
                <FieldProblem name="start" />
                <SlotPicker week=shown chosen=chosen about=kept />
            </Panel>
            <Panel title="What about">
                {if many {
                    view! { <SelectField name="subject" label="Subject" choices=subjects value=subject /> }.into_any()
                } else {
                    view! { <RadioField name="subject" label="Subject" choices=subjects value=subject /> }.into_any()
                }}
                <TextAreaField
                    name="message"
                    label="What do you want help with?"
                    value=about
                    hint="Two sentences are enough: where you are, and what you want to be able to do."
                    rows=4
                    max_length=2000
                />
            </Panel>
        </Form>
    }
}

/// What happens when it is asked for.
fn consequence(tutor: &str, terms: Terms) -> String {
    let answer = match terms {
        Terms { at_once: true, .. } => format!("{tutor} takes all requests: it is settled at once."),
        Terms { competing: true, answer_hours, .. } => format!(
            "{tutor} gets a mail and answers within {answer_hours} hours. Others may ask for the same time; one of you gets it."
        ),
        Terms { answer_hours, .. } => {
            format!("{tutor} gets a mail and answers within {answer_hours} hours. Until then the time is kept for you.")
        }
    };
    format!("{answer} You pay nothing here. {}.", policy_words(terms.policy))
}

/// What was wrong with the choice of a time.
#[component]
fn FieldProblem(name: &'static str) -> impl IntoView {
    use_context::<Submitted>()
        .and_then(|sent| sent.message(name).map(str::to_owned))
        .map(|says| view! { <p id=format!("field-{name}") class="tf-problem" tabindex="-1">{says}</p> })
}

/// After "just taken": the three nearest times, each a link that chooses it.
fn nearest_instead(
    request: &Request,
    handle: &str,
    availability: &Availability,
    wish: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<AnyView> {
    let Refused(error) = use_context::<Refused>()?;
    let AppError::Refused { refusal: Refusal::SlotTaken | Refusal::SlotNotOffered | Refusal::YouAreBusy } = error
    else {
        return None;
    };
    let slots = bookings::nearest(availability, now, wish?, 3);
    let (handle, reader) = (handle.to_owned(), request.reader);
    (!slots.is_empty()).then(|| {
        view! {
            <div class="tf-nearest">
                <p>"The nearest free times:"</p>
                <SlotLinks handle=handle slots=slots reader=reader now=now />
            </div>
        }
        .into_any()
    })
}
