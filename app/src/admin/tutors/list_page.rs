use domain::tutors::application::{self, Cursor, Suspended, Waiting};
use leptos::prelude::*;

use crate::{
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

const PATH: &str = "/admin/tutors";

/// `/admin/tutors`: who waits for an answer, the oldest first.
pub async fn tutors_page(request: Request) -> Result<Screen, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let after = request.query("after").and_then(|text| text.parse::<Cursor>().ok());
    let (waiting, next) = application::queue(ctx, user, after).await?;
    let closed = application::suspended(ctx, user).await?;
    let list = if waiting.is_empty() {
        let more = "Applications, and changes of pages that are looked at first, stand here.";
        view! { <EmptyState says="Nobody waits for an answer." more=more icon=Icon::GraduationCap /> }.into_any()
    } else {
        let rows = waiting.into_iter().map(|one| row(&request, one)).collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let closed = (!closed.is_empty()).then(|| {
        let rows = closed.into_iter().map(|one| suspended(&request, one)).collect_view();
        view! { <Section title="Suspended pages" lead="The latest first."><List>{rows}</List></Section> }
    });
    let first = after.map(|_| PATH.to_owned());
    let next = next.map(|cursor| format!("{PATH}?after={cursor}"));
    let body = view! {
        <PageHead
            title="Tutors"
            crumbs=vec![Crumb::new("/admin", "Admin")]
            lead="Who wants to teach, and what tutors changed that somebody looks at first."
        />
        <div class="tf-stack max-w-3xl">
            <Section title="Waiting" lead="The oldest first.">
                {list}
                <Pager before=first after=next before_label="Back to the oldest" after_label="More" />
            </Section>
            {closed}
        </div>
    };
    Ok(Screen::new("Tutors", body))
}

fn row(request: &Request, one: Waiting) -> AnyView {
    let (reader, now) = (request.reader, request.ctx.now());
    let lead = view! { <Avatar id=one.person.0 name=one.name.clone() /> }.into_any();
    let since = format!("since {}", time::moment(one.since, reader, now));
    let (word, tone) = if one.applies { ("Applies", Tone::Info) } else { ("Changed their page", Tone::Warning) };
    view! {
        <Row title=one.name href=format!("{PATH}/{}", one.handle) line=one.headline lead=lead>
            <Status word=word tone=tone next=since />
        </Row>
    }
    .into_any()
}

fn suspended(request: &Request, one: Suspended) -> AnyView {
    let lead = view! { <Avatar id=one.person.0 name=one.name.clone() /> }.into_any();
    let line = format!("Since {}", time::moment(one.since, request.reader, request.ctx.now()));
    view! { <Row title=one.name href=format!("{PATH}/{}", one.handle) line=line lead=lead /> }.into_any()
}
