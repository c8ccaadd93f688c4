use contract::{AppError, BookingId, Pairs, Problem, bookings::Step};
use domain::bookings::{self, DisputedSession, ReportedRating, StaffNote};
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Request, Screen, value_of},
    said::Said,
    time,
    ui::prelude::*,
};

/// What a moderator makes of a disputed session. The action names the session as well, because the page has a form for each:
/// `uphold-<id>`.
pub async fn settle(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let action = value_of(&pairs, "action").unwrap_or_default();
    let no_such = || AppError::field("action", Problem::NotAChoice);
    let (verb, id) = action.split_once('-').ok_or_else(no_such)?;
    let id: BookingId = id.parse().map_err(|_| no_such())?;
    let form = Step::decode_reason(&pairs)?;
    let said = match verb {
        "uphold" => {
            bookings::uphold(ctx, user, id, form).await?;
            Said::SessionUpheld
        }
        "annul" => {
            bookings::annul(ctx, user, id, form).await?;
            Said::SessionAnnulled
        }
        _ => return Err(no_such().into()),
    };
    Ok(Done::to("/admin/sessions").saying(said))
}

/// `/admin/sessions`: one says that the other did not come, and the other that it was not so.
pub async fn sessions_page(request: Request) -> Result<Screen, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let waiting = bookings::disputes(ctx, user).await?;
    let reported = reports(&request, bookings::reported_ratings(ctx, user).await?);
    let written = notes(&request, bookings::staff_notes(ctx, user).await?);
    let list = if waiting.is_empty() {
        view! {
            <EmptyState
                says="No session waits for a decision."
                more="When two people say different things about who came, it stands here."
                icon=Icon::ShieldCheck
            />
        }
        .into_any()
    } else {
        let all = waiting.into_iter().map(|one| session(&request, one)).collect_view();
        view! { <div class="tf-stack">{all}</div> }.into_any()
    };
    let body = view! {
        <PageHead
            title="Sessions"
            crumbs=vec![Crumb::new("/admin", "Admin")]
            lead="Who came, who did not, and what people say of ratings."
        />
        <Section
            title="Disputed"
            id="disputed"
            lead="One says that the other did not come; the other says that it was not so. The oldest first."
        >
            {list}
        </Section>
        <Section title="Reported ratings" id="reported" lead="By those whom they are about. The latest first.">
            {reported}
        </Section>
        <Section title="For you alone" id="notes" lead="What people wrote with a rating for those who look after this place.">
            {written}
        </Section>
    };
    Ok(Screen::new("Sessions", body))
}

fn reports(request: &Request, reports: Vec<ReportedRating>) -> AnyView {
    if reports.is_empty() {
        return view! { <p class="text-soft">"Nobody has reported a rating."</p> }.into_any();
    }
    let (reader, now) = (request.reader, request.ctx.now());
    let row = |report: ReportedRating| {
        let title = format!("{}, of what {} said", report.by_name, report.author);
        let line = format!("“{}” ({} of 5)", report.words, report.stars);
        let when = time::moment(report.at, reader, now);
        view! {
            <Panel title=title>
                <Details>
                    <Detail label="The rating">{line}</Detail>
                    <Detail label="What is wrong with it">{report.reason}</Detail>
                    <Detail label="When">{when}</Detail>
                </Details>
            </Panel>
        }
    };
    let rows = reports.into_iter().map(row).collect_view();
    view! { <div class="tf-stack">{rows}</div> }.into_any()
}

fn notes(request: &Request, notes: Vec<StaffNote>) -> AnyView {
    if notes.is_empty() {
        return view! { <p class="text-soft">"Nobody has written anything for you."</p> }.into_any();
    }
    let (reader, now) = (request.reader, request.ctx.now());
    let row = |note: StaffNote| {
        let title = format!("{}, about {}", note.by_name, note.about);
        let when = time::moment(note.at, reader, now);
        view! {
            <Panel title=title>
                <p class="whitespace-pre-line">{note.note}</p>
                <p class="text-soft">{when}</p>
            </Panel>
        }
    };
    let rows = notes.into_iter().map(row).collect_view();
    view! { <div class="tf-stack">{rows}</div> }.into_any()
}

fn session(request: &Request, one: DisputedSession) -> AnyView {
    let (reader, now) = (request.reader, request.ctx.now());
    let came = |at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map_or_else(|| "Did not check in".to_owned(), |at| format!("Checked in {}", time::moment(at, reader, now)))
    };
    let (student_came, tutor_came) = (came(one.student_in_at), came(one.tutor_in_at));
    let (waited, accused) = if one.student_missing { (&one.tutor, &one.student) } else { (&one.student, &one.tutor) };
    let when = time::span(one.starts_at, one.ends_at, reader, now);
    let title = format!("{}: {} with {}", one.subject, one.student, one.tutor);
    let (claim, answer) = (format!("{waited} waited"), format!("{accused} answers"));
    let (first_key, second_key) = (request.key(), request.key());
    let (upheld, annulled) = (format!("uphold-{}", one.id), format!("annul-{}", one.id));
    view! {
        <Panel title=title>
            <div class="tf-stack">
                <Details>
                    <Detail label="When">{when}</Detail>
                    <Detail label=one.student.clone()>{student_came}</Detail>
                    <Detail label=one.tutor.clone()>{tutor_came}</Detail>
                    <Detail label=claim>{said(one.claim)}</Detail>
                    <Detail label=answer>{said(one.answer)}</Detail>
                </Details>
                <div class="tf-answers">
                    <Disclosure label="It took place…">
                        <Form key=first_key action=upheld action_label="It took place" look=Look::Quiet consequence="It counts as done. Both of them get a mail with your words.">
                            <TextAreaField name="note" label="Why?" rows=2 max_length=500 />
                        </Form>
                    </Disclosure>
                    <Disclosure label="It did not take place…">
                        <Form key=second_key action=annulled action_label="It did not take place" look=Look::Danger consequence="The student gets everything back. Both of them get a mail with your words.">
                            <TextAreaField name="note" label="Why?" rows=2 max_length=500 />
                        </Form>
                    </Disclosure>
                </div>
            </div>
        </Panel>
    }
    .into_any()
}

fn said(words: String) -> String {
    if words.is_empty() { "–".into() } else { words }
}
