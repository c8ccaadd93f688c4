use domain::bookings::{self, GroupCursor};
use leptos::prelude::*;

use super::rows::GroupRow;
use crate::{
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

const PATH: &str = "/groups";

/// `/groups`: all that one can still join, of one subject or of all.
pub async fn groups_page(request: Request) -> Result<Screen, Failure> {
    let (ctx, viewer) = (&request.ctx, request.caller.as_ref());
    let subject = request.query("subject").filter(|text| !text.is_empty() && text.len() <= 60).map(str::to_owned);
    let after = request.query("after").and_then(|text| text.parse::<GroupCursor>().ok());
    let ((groups, next), subjects) =
        futures::future::try_join(bookings::coming(ctx, viewer, subject.as_deref(), after), bookings::subjects(ctx))
            .await?;
    let (reader, now) = (request.reader, ctx.now());
    let here = subject.as_ref().map_or(PATH.to_owned(), |slug| format!("{PATH}?{}", pair("subject", slug)));
    let joint = if subject.is_some() { '&' } else { '?' };
    let first = after.map(|_| here.clone());
    let next = next.map(|cursor| format!("{here}{joint}after={cursor}"));
    let list = if groups.is_empty() {
        nothing(subject.is_some())
    } else {
        let rows =
            groups.into_iter().map(|group| view! { <GroupRow group=group reader=reader now=now /> }).collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let body = view! {
        <PageHead title="Group sessions" crumbs=vec![Crumb::new("/tutors", "Find a tutor")]>
            <p class="tf-page-lead">
                "Several people, one tutor, one time. Times in your zone, " <time::ZoneName reader=reader />
            </p>
        </PageHead>
        <div class="tf-with-rail">
            <form method="get" action=PATH>
                <SubjectFilter subject=subject subjects=subjects />
            </form>
            <div class="tf-stack min-w-0">
                {list}
                <Pager before=first after=next before_label="Back to the first" after_label="Later" />
            </div>
        </div>
    };
    Ok(Screen::new("Group sessions", body)
        .described("Sessions of several, by subject, with what a seat costs and how many are free."))
}

fn pair(name: &str, value: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
}

#[component]
fn SubjectFilter(subject: Option<String>, subjects: Vec<(String, String)>) -> impl IntoView {
    let on = usize::from(subject.is_some());
    let choices = subjects.into_iter().map(|(slug, name)| Choice::new(slug, name)).collect();
    view! {
        <Filters on=on>
            <SelectField name="subject" label="Subject" required=false any="Any subject" value=subject.unwrap_or_default() choices=choices />
            <div class="tf-form-foot">
                <Button submit=true>"Apply"</Button>
                {(on > 0).then(|| view! { <TextLink href=PATH>"Clear filters"</TextLink> })}
            </div>
        </Filters>
    }
}

fn nothing(filtered: bool) -> AnyView {
    let (says, href, words) = if filtered {
        ("No group of this subject is open at the moment.", PATH, "See all groups")
    } else {
        ("No group is open at the moment.", "/tutors", "Find a tutor")
    };
    view! {
        <EmptyState says=says more="Many tutors also teach one person at a time." icon=Icon::Users>
            <ButtonLink href=href look=Look::Primary>
                {words}
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}
