use contract::{AppError, BookingId, Pairs, Problem, bookings::Step};
use domain::bookings::{self, DisputedSession};
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
    let waiting = bookings::disputes(&request.ctx, request.user()?).await?;
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
            title="Disputed sessions"
            crumbs=vec![Crumb::new("/admin", "Admin")]
            lead="One says that the other did not come; the other says that it was not so. The oldest first."
        />
        {list}
    };
    Ok(Screen::new("Disputed sessions", body))
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
        </Panel>
    }
    .into_any()
}

fn said(words: String) -> String {
    if words.is_empty() { "–".into() } else { words }
}
