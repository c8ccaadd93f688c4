use domain::ranking::{Deed, DeedRow};
use leptos::prelude::*;

use crate::{request::Request, time, ui::prelude::*};

/// Who did what and when, the newest first.
#[component]
pub(super) fn Deeds(request: Request, deeds: Vec<DeedRow>) -> impl IntoView {
    if deeds.is_empty() {
        return view! { <EmptyState says="Nobody has changed or decided anything yet." icon=Icon::FileText /> }
            .into_any();
    }
    let (reader, now) = (request.reader, request.ctx.now());
    let rows = deeds
        .into_iter()
        .map(|row| {
            let by = row.by.unwrap_or_else(|| "Somebody who has left".to_owned());
            view! {
                <tr>
                    <td><time::Moment at=row.at reader=reader now=now /></td>
                    <td>{by}</td>
                    <td>{what(row.deed)}</td>
                    <td>{row.note}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = ["When", "Who", "What", "Why"].map(Column::words).to_vec();
    view! { <Table caption="What was changed and decided" columns=columns bare=true>{rows}</Table> }.into_any()
}

fn what(deed: Deed) -> AnyView {
    let ring = |verb: &'static str, id| {
        view! { {verb} " " <TextLink href=format!("#ring-{id}")>"a ring"</TextLink> }.into_any()
    };
    let badge = |verb: &'static str, slug: &str| {
        view! { {verb} " " <TextLink href=format!("/badges/{slug}")>"a badge"</TextLink> }.into_any()
    };
    match deed {
        Deed::Weights { version } => format!("Made version {version} of the weights").into_any(),
        Deed::Recalculation { version: Some(version) } => {
            format!("Had points counted anew by version {version}").into_any()
        }
        Deed::Recalculation { version: None } => "Had points counted as they were earned".into_any(),
        Deed::BadgeGiven(slug) => badge("Gave", &slug),
        Deed::BadgeRetired(slug) => badge("Retired", &slug),
        Deed::Cleared(id) => ring("Cleared", id),
        Deed::Confirmed(id) => ring("Confirmed", id),
        Deed::Reopened(id) => ring("Opened again", id),
    }
}
