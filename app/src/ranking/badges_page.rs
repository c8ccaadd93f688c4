use contract::{AppError, Pairs, Problem, ranking::Rarity};
use domain::ranking::badges::{self, Badge, Held, Shares};
use leptos::prelude::*;

use super::medal::{Medal, Wrapped};
use crate::{
    request::{Done, Failure, Request, Screen, value_of},
    said::Said,
    time,
    ui::prelude::*,
};

/// `/badges`: all of them, by how rare they are; those that are mine, and those that I may open.
pub async fn badges_page(request: Request) -> Result<Screen, Failure> {
    let mut badges = badges::given(&mut *request.ctx.db.acquire().await?).await?;
    let shares = Shares::load(&request.ctx).await?;
    let held = match &request.caller {
        Some(user) => badges::of_person(&request.ctx, user.id).await?,
        None => Vec::new(),
    };
    let (mine, wrapped): (Vec<_>, Vec<_>) = held.into_iter().partition(|held| held.revealed);
    let all = badges.len();
    // What nobody gets any more is shown to those who have it.
    let kept = mine.iter().map(|held| &held.badge).filter(|badge| badges.iter().all(|one| one.slug != badge.slug));
    badges.extend(kept.cloned().collect::<Vec<_>>());
    let lead = match request.caller {
        Some(_) => format!("You have {} of {}.", mine.len(), all),
        None => "For what others thought of it, for breadth and for steadiness; never for doing much alone.".to_owned(),
    };
    let groups = Rarity::ALL
        .iter()
        .map(|&rarity| {
            let cards = badges
                .iter()
                .filter(|badge| badge.rarity == rarity)
                .map(|badge| {
                    let since = mine.iter().find(|held| held.badge.slug == badge.slug);
                    let since = since.map(|held| time::day(held.earned_at, request.reader, request.ctx.now()));
                    view! { <BadgeCard badge=badge.clone() since=since share=shares.words(badge) /> }
                })
                .collect_view();
            view! {
                <Section title=rarity.title()>
                    <ul class="tf-badges" role="list">
                        {cards}
                    </ul>
                </Section>
            }
        })
        .collect_view();
    let how = view! { <ButtonLink href="/how-xp-works">"How XP works"</ButtonLink> }.into_any();
    let body = view! {
        <PageHead title="Badges" lead=lead action=how />
        <div class="tf-stack">
            <ToOpen wrapped=wrapped key=request.key() /> {groups}
        </div>
    };
    Ok(Screen::new("Badges", body)
        .described("What people can earn by helping each other and by learning, and how many have."))
}

/// What has been earned and not been looked at.
#[component]
fn ToOpen(wrapped: Vec<Held>, key: String) -> impl IntoView {
    if wrapped.is_empty() {
        return ().into_any();
    }
    let items = wrapped
        .into_iter()
        .map(|held| {
            view! {
                <li class="tf-badge-card">
                    <Wrapped />
                    <div class="tf-badge-words">
                        <h3>"A badge for you"</h3>
                        <p>"Only you see it until you open it."</p>
                        <Reveal slug=held.badge.slug key=key.clone() />
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <Section title="To open" id="open">
            <ul class="tf-badges" role="list">
                {items}
            </ul>
        </Section>
    }
    .into_any()
}

#[component]
pub(super) fn Reveal(slug: String, key: String) -> impl IntoView {
    view! {
        <form method="post" action="/badges">
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="action" value="reveal" />
            <input type="hidden" name="badge" value=slug />
            <Button look=Look::Primary size=Size::Small submit=true>
                "Open it"
            </Button>
        </form>
    }
}

#[component]
fn BadgeCard(badge: Badge, since: Option<String>, share: String) -> impl IntoView {
    let has = since.is_some();
    view! {
        <li class="tf-badge-card">
            <Medal rarity=badge.rarity picture=badge.picture pale=!has />
            <div class="tf-badge-words">
                <h3>
                    <a href=format!("/badges/{}", badge.slug)>{badge.title}</a>
                </h3>
                <p>{badge.sentence}</p>
                <p class="tf-badge-foot">
                    {since.map(|since| view! { <Badge tone=Tone::Success icon=Icon::Check>{format!("Yours since {since}")}</Badge> })}
                    <span>{share}</span>
                </p>
            </div>
        </li>
    }
}

/// Opens a badge, and shows it.
pub async fn act_on_badges(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let value = |name: &str| value_of(&pairs, name).unwrap_or_default();
    match value("action") {
        "reveal" => {
            let slug = value("badge");
            badges::reveal(&request.ctx, request.user()?, slug).await?;
            Ok(Done::to(format!("/badges/{slug}")).saying(Said::BadgeRevealed))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}
