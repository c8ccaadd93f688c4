use contract::{
    Pairs,
    messages::{DecideReport, REPORT_MAX},
};
use domain::messages::{self, Reported};
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Request, Screen},
    said::Said,
    time,
    ui::{prelude::*, sheet::Marked},
};

const PATH: &str = "/admin/reports";

/// A moderator has looked at a report.
pub async fn decide(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    messages::decide(&request.ctx, request.user()?, DecideReport::decode(&pairs)?).await?;
    Ok(Done::to(PATH).saying(Said::ReportDecided))
}

/// `/admin/reports`: messages that readers ask moderators to look at.
pub async fn reports_page(request: Request) -> Result<Screen, Failure> {
    let reported = messages::reported(&request.ctx, request.user()?).await?;
    let list = if reported.is_empty() {
        view! { <EmptyState says="Nothing is reported." icon=Icon::ShieldCheck /> }.into_any()
    } else {
        reported.into_iter().map(|one| report(&request, one)).collect_view().into_any()
    };
    let body = view! {
        <PageHead
            title="Reported messages"
            crumbs=vec![Crumb::new("/admin", "Admin")]
            lead="You see the one message that was reported, and nothing else of the conversation."
        />
        <div class="tf-stack max-w-3xl">{list}</div>
    };
    Ok(Screen::new("Reported messages", body))
}

fn report(request: &Request, reported: Reported) -> AnyView {
    let (reader, now) = (request.reader, request.ctx.now());
    let author = format!("/users/{}", reported.author_handle);
    let reporter = format!("/users/{}", reported.reporter_handle);
    let known = request.user().is_ok_and(|user| user.must_administer().is_ok());
    let disable = known.then(|| {
        let href = format!("/admin/people/{}", reported.author_handle);
        view! { <ButtonLink href=href size=Size::Small>"Their account"</ButtonLink> }
    });
    let title = format!("{} wrote, {}", reported.author_name, time::moment(reported.written_at, reader, now));
    let (key, at) = (request.key(), format!(", {}", time::moment(reported.at, reader, now)));
    view! {
        <Panel title=title>
            <Marked html=markup::markdown(&reported.text) />
            <Details>
                <Detail label="Written by">
                    <TextLink href=author>{reported.author_name.clone()}</TextLink>
                </Detail>
                <Detail label="Reported by">
                    <TextLink href=reporter>{reported.reporter_name}</TextLink>
                    {at}
                </Detail>
                <Detail label="Because">{reported.reason}</Detail>
            </Details>
            <Form key=key action=format!("decide-{}", reported.id) action_label="Mark as decided">
                <input type="hidden" name="report" value=reported.id.to_string() />
                <TextField
                    name="note"
                    label="What you did about it"
                    max_length=u32::try_from(REPORT_MAX).unwrap_or(500)
                    autocomplete="off"
                />
            </Form>
            {disable}
        </Panel>
    }
    .into_any()
}
