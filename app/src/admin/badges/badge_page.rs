use contract::{
    AppError, Pairs, Problem,
    ranking::{BadgeState, Rule, WriteBadge},
};
use domain::ranking::badges::{self, Trial, Written, conditions};
use leptos::prelude::*;

use super::{fields::BadgeFields, tone, trial::TrialResult};
use crate::{
    ranking::medal::Medal,
    request::{Done, Failure, Request, Screen, typed, value_of},
    said::Said,
    ui::prelude::*,
};

fn crumbs() -> Vec<Crumb> {
    vec![
        Crumb::new("/admin", "Admin"),
        Crumb::new("/admin/ranking", "Ranking"),
        Crumb::new("/admin/ranking/badges", "Written badges"),
    ]
}

/// `/admin/ranking/badges/new`
pub async fn new_badge_page(request: Request) -> Result<Screen, Failure> {
    let trial = trial(&request).await?;
    let body = view! {
        <PageHead title="A new badge" crumbs=crumbs() lead="It is a draft until you give it." />
        <div class="tf-stack">
            <BadgeForm key=request.key() />
            {trial.map(|trial| view! { <TrialResult trial=trial /> })}
        </div>
    };
    Ok(Screen::new("A new badge", body))
}

/// Keeps a new badge as a draft, or tries it.
pub async fn make_badge(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    write(&request, None, pairs).await
}

/// `/admin/ranking/badges/{slug}`: a draft to change, or what it became.
pub async fn written_badge_page(request: Request) -> Result<Screen, Failure> {
    let written = badges::written(&request.ctx, request.user()?, request.param("slug")?).await?;
    let trial = trial(&request).await?;
    let by = written.by.clone().unwrap_or_else(|| "Somebody who has left".to_owned());
    let when = crate::time::moment(written.changed_at, request.reader, request.ctx.now());
    let title = written.badge.title.clone();
    let body = view! {
        <PageHead title=title.clone() crumbs=crumbs() lead=written.badge.sentence.clone()>
            <p class="tf-badge-foot">
                <Badge tone=tone(written.state)>{written.state.title()}</Badge>
                <span>{format!("{by}, {when}")}</span>
            </p>
        </PageHead>
        <div class="tf-stack">
            {match written.state {
                BadgeState::Draft => draft(&request, written),
                BadgeState::Given | BadgeState::Retired => given(&request, &written),
            }}
            {trial.map(|trial| view! { <TrialResult trial=trial /> })}
        </div>
    };
    Ok(Screen::new(title, body))
}

fn draft(request: &Request, written: Written) -> AnyView {
    let key = request.key();
    view! {
        <BadgeForm key=key.clone() badge=written.badge />
        <Section
            title="Give it"
            lead="To everybody who has earned it already, and to whoever comes to it. What it asks for stays as it is from then on."
        >
            <div class="tf-actions">
                <Form key=key.clone() action="give" action_label="Give it from now on" />
                <Form key=key action="delete" action_label="Delete the draft" look=Look::Danger />
            </div>
        </Section>
    }
    .into_any()
}

fn given(request: &Request, written: &Written) -> AnyView {
    let asks = conditions(&written.badge.rule).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let step = if written.state == BadgeState::Given {
        let says = "Nobody gets it any more; who has it keeps it.";
        view! { <Form key=request.key() action="retire" action_label="Retire it" look=Look::Quiet consequence=says /> }
    } else {
        view! { <Form key=request.key() action="give" action_label="Give it again" look=Look::Quiet consequence="To whoever has what it asks for." /> }
    };
    let page = format!("/badges/{}", written.badge.slug);
    view! {
        <Medal rarity=written.badge.rarity picture=written.badge.picture large=true />
        <Section title="How it is earned" lead=format!("{} have it.", people(written.holders))>
            <ul class="tf-conditions">{asks}</ul>
            <p><TextLink href=page>"Its page, as everybody sees it"</TextLink></p>
        </Section>
        {step}
    }
    .into_any()
}

fn people(count: i64) -> String {
    if count == 1 { "One person".into() } else { format!("{count} people") }
}

#[component]
fn BadgeForm(key: String, #[prop(optional)] badge: Option<badges::Badge>) -> impl IntoView {
    view! {
        <Panel title="Badge">
            <Form key=key action="write">
                <EnterButton />
                <BadgeFields badge=badge />
                <div class="tf-form-foot">
                    <Button submit=true name="step" value="try" icon=Icon::Eye>
                        "Try it"
                    </Button>
                    <Button look=Look::Primary submit=true name="step" value="keep">
                        "Keep the draft"
                    </Button>
                    <p class="tf-consequence">"Trying says who would have it by what has happened so far."</p>
                </div>
            </Form>
        </Panel>
    }
}

/// Changes or tries a draft, gives it, retires it, or throws it away.
pub async fn change_badge(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user, slug) = (&request.ctx, request.user()?, request.param("slug")?);
    let here = format!("/admin/ranking/badges/{slug}");
    match value_of(&pairs, "action").unwrap_or_default() {
        "write" => write(&request, Some(slug), pairs).await,
        "give" => {
            badges::give(ctx, user, slug).await?;
            Ok(Done::to(here).saying(Said::BadgeGiven))
        }
        "retire" => {
            badges::retire(ctx, user, slug).await?;
            Ok(Done::to(here).saying(Said::BadgeRetired))
        }
        "delete" => {
            badges::delete_draft(ctx, user, slug).await?;
            Ok(Done::to("/admin/ranking/badges").saying(Said::DraftDeleted))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

async fn write(request: &Request, slug: Option<&str>, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    if value_of(&pairs, "step") == Some("try") {
        badges::dry_run(ctx, user, &Rule::decode(&pairs)?).await?;
        return Ok(Done::here(typed(pairs)));
    }
    let slug = badges::write(ctx, user, slug, WriteBadge::decode(&pairs)?).await?;
    Ok(Done::to(format!("/admin/ranking/badges/{slug}")).saying(Said::BadgeKept))
}

/// What was asked to be tried.
async fn trial(request: &Request) -> Result<Option<Trial>, Failure> {
    let Some(sent) = use_context::<Submitted>() else { return Ok(None) };
    if sent.value("step") != Some("try") || !sent.fields.is_empty() || sent.banner.is_some() {
        return Ok(None);
    }
    Ok(Some(badges::dry_run(&request.ctx, request.user()?, &Rule::decode(&sent.pairs)?).await?))
}
