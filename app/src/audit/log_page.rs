use domain::{
    accounts,
    audit::{Deed, Entry},
};
use leptos::prelude::*;

use super::words;
use crate::{
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

const PATH: &str = "/admin/audit";

/// `/admin/audit`: who did what to whom, for admins.
pub async fn log_page(request: Request) -> Result<Screen, Failure> {
    let asked = Asked::of(&request);
    let before = request.query("before").and_then(|text| text.parse::<i64>().ok());
    let (ctx, me) = (&request.ctx, request.user()?);
    let found = accounts::audit_log(ctx, me, asked.person.as_deref(), asked.deed, before).await?;
    let next = found.as_ref().and_then(|listed| listed.next);
    let list = match found {
        None => {
            let more = "It is the last part of the address of their page.";
            view! { <EmptyState says="Nobody has that handle." more=more icon=Icon::Users /> }.into_any()
        }
        Some(listed) if listed.entries.is_empty() => {
            view! { <EmptyState says="Nothing like that was done." icon=Icon::FileText /> }.into_any()
        }
        Some(listed) => entries(&request, listed.entries),
    };
    let body = view! {
        <PageHead
            title="Audit log"
            crumbs=vec![Crumb::new("/admin", "Admin")]
            lead="Who did what to whom. Nothing here can be changed; “tutorforge audit verify” proves it."
        />
        <div class="tf-with-rail">
            <form method="get" action=PATH>
                <LogFilters asked=asked.clone() />
            </form>
            <div class="tf-stack">
                {list}
                <Pager
                    before=before.map(|_| asked.address(None))
                    after=next.map(|next| asked.address(Some(next)))
                    before_label="Newest"
                    after_label="Older"
                />
            </div>
        </div>
    };
    Ok(Screen::new("Audit log", body))
}

/// What the address asks for.
#[derive(Clone)]
struct Asked {
    person: Option<String>,
    deed: Option<Deed>,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let person = request.query("person").map(|text| text.trim().trim_start_matches('@').to_lowercase());
        Self {
            person: person.filter(|handle| !handle.is_empty()),
            deed: request.query("deed").and_then(|text| text.parse().ok()),
        }
    }

    fn address(&self, before: Option<i64>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(person) = &self.person {
            query.append_pair("person", person);
        }
        if let Some(deed) = self.deed {
            query.append_pair("deed", deed.as_str());
        }
        if let Some(before) = before {
            query.append_pair("before", &before.to_string());
        }
        let query = query.finish();
        if query.is_empty() { PATH.to_owned() } else { format!("{PATH}?{query}") }
    }
}

#[component]
fn LogFilters(asked: Asked) -> impl IntoView {
    let on = usize::from(asked.person.is_some()) + usize::from(asked.deed.is_some());
    let deeds = Deed::ALL.iter().map(|deed| Choice::new(deed.as_str(), deed.title())).collect();
    view! {
        <Filters on=on>
            <TextField
                name="person"
                label="Person"
                hint="Their handle."
                value=asked.person.unwrap_or_default()
                required=false
                max_length=60
                autocomplete="off"
            />
            <SelectField
                name="deed"
                label="What was done"
                required=false
                any="Anything"
                choices=deeds
                value=asked.deed.map_or("", Deed::as_str)
            />
            <div class="tf-form-foot">
                <Button submit=true>"Apply"</Button>
                {(on > 0).then(|| view! { <TextLink href=PATH>"Clear filters"</TextLink> })}
            </div>
        </Filters>
    }
}

fn entries(request: &Request, entries: Vec<Entry>) -> AnyView {
    let (reader, now) = (request.reader, request.ctx.now());
    let rows = entries
        .into_iter()
        .map(|entry| {
            let whom = [words::whom(&entry), words::change(&entry)];
            let whom = whom.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            view! {
                <tr>
                    <td class="tf-num">{entry.n}</td>
                    <td><time::Moment at=entry.at reader=reader now=now /></td>
                    <td>{words::by(&entry)}</td>
                    <td>{words::what(&entry)}</td>
                    <td>{whom}</td>
                    <td>{entry.place.unwrap_or_default()}</td>
                    <td>{entry.reason}</td>
                </tr>
            }
        })
        .collect_view();
    let mut columns = vec![Column::figures("No.")];
    columns.extend(["When", "Who", "What", "Whom, and what changed", "From", "Why"].map(Column::words));
    view! { <Table caption="What was done" columns=columns bare=true>{rows}</Table> }.into_any()
}
