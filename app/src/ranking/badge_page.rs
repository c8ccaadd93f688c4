use contract::AppError;
use domain::ranking::{
    badges::{self, Badge, Found, Held, Shares},
    xp,
};
use leptos::prelude::*;

use super::{badges_page::Reveal, medal::Medal};
use crate::{
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

/// `/badges/{slug}`: what it is for, how it is earned and how rare it is; with `?of={handle}`, that somebody has it.
pub async fn badge_page(request: Request) -> Result<Screen, Failure> {
    let Found { badge, retired } =
        badges::find(&request.ctx, request.param("slug")?).await?.ok_or(AppError::NotFound)?;
    let share = Shares::load(&request.ctx).await?.words(&badge);
    let mine = match &request.caller {
        Some(user) => {
            badges::of_person(&request.ctx, user.id).await?.into_iter().find(|held| held.badge.slug == badge.slug)
        }
        None => None,
    };
    let holder = match request.query("of") {
        Some(handle) => holder(&request, handle, &badge).await?,
        None => None,
    };
    let conditions = badges::conditions(&badge.rule).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let has = mine.as_ref().is_some_and(|held| held.revealed) || holder.is_some();
    let status = status(&request, &badge, mine);
    let picture = holder.as_ref().map(|(name, handle, _)| {
        let alt = format!("{name} has the badge {}", badge.title);
        view! { <img class="tf-share" src=image(&badge, handle) alt=alt width="600" height="315" /> }
    });
    let said_of = holder.clone().map(|(name, handle, since)| {
        view! {
            <p>
                <TextLink href=format!("/users/{handle}")>{name}</TextLink>
                {format!(" has it since {since}.")}
            </p>
        }
        .into_any()
    });
    let body = view! {
        <PageHead title=badge.title.clone() crumbs=vec![Crumb::new("/badges", "Badges")] lead=badge.sentence.clone()>
            <p class="tf-badge-foot">
                <Badge>{badge.rarity.title()}</Badge>
                <span>{share}</span>
                {retired.then(|| view! { <span>"Nobody gets it any more; who has it keeps it."</span> })}
            </p>
        </PageHead>
        <div class="tf-stack">
            <Medal rarity=badge.rarity picture=badge.picture pale=!has large=true />
            {said_of}
            {status}
            {picture}
            <Section title="How it is earned" lead="All of this together. What was undone, or is held, does not count.">
                <ul class="tf-conditions">{conditions}</ul>
            </Section>
        </div>
    };
    let screen = Screen::new(badge.title.clone(), body);
    Ok(match holder {
        Some((name, handle, _)) => screen
            .described(format!("{name} has the badge “{}”. {}", badge.title, badge.sentence))
            .pictured(format!("{}{}", request.ctx.public_url, image(&badge, &handle))),
        None => screen.described(badge.sentence),
    })
}

/// Where the picture of a badge of somebody is.
fn image(badge: &Badge, handle: &str) -> String {
    format!("/badges/{}/{handle}.svg", badge.slug)
}

/// Name, handle, and since when: of somebody who has opened it and does not hide.
async fn holder(request: &Request, handle: &str, badge: &Badge) -> Result<Option<(String, String, String)>, Failure> {
    let ctx = &request.ctx;
    let Some(person) = domain::accounts::public_person(ctx, None, handle).await? else { return Ok(None) };
    if xp::hides(ctx, person.id).await? {
        return Ok(None);
    }
    let held = badges::of_person(ctx, person.id).await?;
    let held = held.into_iter().find(|held| held.revealed && held.badge.slug == badge.slug);
    Ok(held.map(|held| (person.name, person.handle, time::day(held.earned_at, request.reader, ctx.now()))))
}

fn status(request: &Request, badge: &Badge, mine: Option<Held>) -> Option<AnyView> {
    let (user, held) = (request.caller.as_ref()?, mine?);
    if !held.revealed {
        return Some(view! { <Reveal slug=badge.slug.clone() key=request.key() /> }.into_any());
    }
    let since = time::day(held.earned_at, request.reader, request.ctx.now());
    let share = format!("/badges/{}?of={}", badge.slug, user.handle);
    Some(
        view! {
            <div class="tf-actions">
                <Badge tone=Tone::Success icon=Icon::Check>
                    {format!("Yours since {since}")}
                </Badge>
                <ButtonLink href=share size=Size::Small icon=Icon::Send>
                    "A page to share"
                </ButtonLink>
            </div>
        }
        .into_any(),
    )
}
