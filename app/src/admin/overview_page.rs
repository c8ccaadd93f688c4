use domain::{ranking, search, tutors::application};
use leptos::prelude::*;

use crate::{
    request::{Failure, Request, Screen},
    ui::prelude::*,
};

/// `/admin`: the areas, and what waits in each.
pub async fn overview_page(request: Request) -> Result<Screen, Failure> {
    let user = request.user()?;
    let waiting = ranking::open_rings(&request.ctx, user).await?;
    let line = match waiting {
        0 => "Nothing waits for a decision.".to_owned(),
        1 => "One ring waits for a decision.".to_owned(),
        n => format!("{n} rings wait for a decision."),
    };
    let applying = application::waiting(&request.ctx, user).await?;
    let teaching = match applying {
        0 => "Who may teach. Nobody waits for an answer.".to_owned(),
        1 => "Who may teach. One waits for an answer.".to_owned(),
        n => format!("Who may teach. {n} wait for an answer."),
    };
    let administers = user.must_administer().is_ok();
    let troubled = administers && search::is_troubled(&request.ctx).await?;
    let weights = administers.then(|| {
        view! {
            <Row
                title="Weights"
                href="/admin/ranking/weights"
                line="What each reason is worth, how that came about, and counting anew."
                lead=view! { <Glyph icon=Icon::SlidersHorizontal /> }.into_any()
            />
            <Row
                title="Written badges"
                href="/admin/ranking/badges"
                line="Badges of your own: written, tried on what has happened, given."
                lead=view! { <Glyph icon=Icon::Award /> }.into_any()
            />
        }
    });
    let people = administers.then(|| {
        view! {
            <Row
                title="People"
                href="/admin/people"
                line="Roles, and who may come in."
                lead=view! { <Glyph icon=Icon::Users /> }.into_any()
            />
            <Row
                title="Search"
                href="/admin/search"
                line=if troubled { "Meilisearch is not used at the moment." } else { "Who finds by words, and whether it is right." }
                lead=view! { <Glyph icon=Icon::Search /> }.into_any()
            />
            <Row
                title="Audit log"
                href="/admin/audit"
                line="Who did what to whom, for good."
                lead=view! { <Glyph icon=Icon::FileText /> }.into_any()
            />
        }
    });
    let body = view! {
        <PageHead title="Admin" lead="What you look after." />
        <List>
            <Row
                title="Ranking"
                href="/admin/ranking"
                line=line
                lead=view! { <Glyph icon=Icon::Trophy /> }.into_any()
            />
            <Row
                title="Tutors"
                href="/admin/tutors"
                line=teaching
                lead=view! { <Glyph icon=Icon::GraduationCap /> }.into_any()
            />
            <Row
                title="Reported messages"
                href="/admin/reports"
                line="What readers ask you to look at."
                lead=view! { <Glyph icon=Icon::Mail /> }.into_any()
            />
            <Row
                title="Sessions"
                href="/admin/sessions"
                line="Who came, who did not, and what people say of ratings."
                lead=view! { <Glyph icon=Icon::Calendar /> }.into_any()
            />
            {weights}
            <Row
                title="Rubrics"
                href="/reviews/rubrics"
                line="What code is looked at for, and examples to try one's eye on."
                lead=view! { <Glyph icon=Icon::Compass /> }.into_any()
            />
            {people}
        </List>
    };
    Ok(Screen::new("Admin", body))
}
