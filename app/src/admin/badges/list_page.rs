use domain::ranking::badges::{self, SHIPPED, Written, conditions};
use leptos::prelude::*;

use super::tone;
use crate::{
    ranking::medal::Medal,
    request::{Failure, Request, Screen},
    ui::prelude::*,
};

/// `/admin/ranking/badges`: those that admins wrote.
pub async fn written_badges_page(request: Request) -> Result<Screen, Failure> {
    let written = badges::written_badges(&request.ctx, request.user()?).await?;
    let new = view! {
        <ButtonLink href="/admin/ranking/badges/new" look=Look::Primary icon=Icon::Plus>
            "Write a badge"
        </ButtonLink>
    };
    let lead = format!("Beside the {} that come with the program, you can give badges of your own.", SHIPPED.len());
    let crumbs = vec![Crumb::new("/admin", "Admin"), Crumb::new("/admin/ranking", "Ranking")];
    let body = view! {
        <PageHead title="Written badges" crumbs=crumbs lead=lead action=new.into_any() />
        {list(written)}
    };
    Ok(Screen::new("Written badges", body))
}

fn list(written: Vec<Written>) -> AnyView {
    if written.is_empty() {
        let more = "Say what it asks for, try it on what has happened so far, then give it.";
        return view! { <EmptyState says="Nobody has written a badge yet." more=more icon=Icon::Award /> }.into_any();
    }
    let rows = written
        .into_iter()
        .map(|one| {
            let href = format!("/admin/ranking/badges/{}", one.badge.slug);
            let medal = view! { <Medal rarity=one.badge.rarity picture=one.badge.picture /> }.into_any();
            let holders = match one.holders {
                0 => "Nobody has it".to_owned(),
                1 => "One person has it".to_owned(),
                n => format!("{n} people have it"),
            };
            view! {
                <Row title=one.badge.title href=href line=conditions(&one.badge.rule).join(". ") lead=medal>
                    <Badge tone=tone(one.state)>{one.state.title()}</Badge>
                    <span>{holders}</span>
                </Row>
            }
        })
        .collect_view();
    view! { <List>{rows}</List> }.into_any()
}
