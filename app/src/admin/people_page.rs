use domain::accounts::{self, Known};
use leptos::prelude::*;

use crate::{
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

const PATH: &str = "/admin/people";

/// `/admin/people`: finds a person by the beginning of handle or e-mail.
pub async fn people_page(request: Request) -> Result<Screen, Failure> {
    let begins = request.query("q").unwrap_or_default().to_owned();
    let found = accounts::find_people(&request.ctx, request.user()?, &begins).await?;
    let title = if begins.is_empty() { "Those with a role" } else { "Found" };
    let list = if found.is_empty() {
        let more = "Only the beginning of a handle or of an e-mail address is compared.";
        view! { <EmptyState says="Nobody begins like that." more=more icon=Icon::Users /> }.into_any()
    } else {
        let rows = found.into_iter().map(|known| row(&request, known)).collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let body = view! {
        <PageHead
            title="People"
            crumbs=vec![Crumb::new("/admin", "Admin")]
            lead="Find somebody to give them a role, or to disable their account."
            action=view! { <ButtonLink href="/admin/permissions">"Who may do what"</ButtonLink> }.into_any()
        />
        <div class="tf-stack max-w-2xl">
            <form method="get" action=PATH class="tf-form" role="search">
                <TextField
                    name="q"
                    label="Handle or e-mail"
                    hint="The beginning is enough."
                    value=begins
                    required=false
                    quiet=true
                    max_length=200
                    autocomplete="off"
                />
                <div class="tf-form-foot">
                    <Button submit=true icon=Icon::Search>
                        "Find"
                    </Button>
                </div>
            </form>
            <Section title=title>{list}</Section>
        </div>
    };
    Ok(Screen::new("People", body))
}

fn row(request: &Request, known: Known) -> AnyView {
    let lead = view! { <Avatar id=known.id.0 name=known.name.clone() /> }.into_any();
    let line = format!("@{} · {} · {}", known.handle, known.address(), known.role.as_str());
    let href = format!("{PATH}/{}", known.handle);
    let since = known.disabled_at.map(|at| {
        let next = format!("since {}", time::day(at, request.reader, request.ctx.now()));
        view! { <Status word="Disabled" tone=Tone::Danger next=next /> }
    });
    view! {
        <Row title=known.name href=href line=line lead=lead>
            {since}
        </Row>
    }
    .into_any()
}
