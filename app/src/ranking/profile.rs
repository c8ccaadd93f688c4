//! What a person's page shows of what they earned.

use domain::{
    Ctx,
    accounts::User,
    ranking::{
        badges::{self, Held},
        streaks::Streak,
        xp::{self, Standing},
    },
};
use leptos::prelude::*;

use super::{
    medal::Medal,
    pictures::Year,
    words::{counted, grouped},
};
use crate::{request::Failure, ui::prelude::*};

/// Badges that are shown before one has to ask for the others.
const SHOWN: usize = 12;

/// Level, badges and a year, as far as the reader may see them.
pub async fn earned(ctx: &Ctx, reader: Option<&User>, handle: &str) -> Result<Option<AnyView>, Failure> {
    let Some(standing) = xp::standing(ctx, reader, handle).await? else { return Ok(None) };
    if standing.xp == 0 && !standing.mine {
        return Ok(None);
    }
    let badges = badges::of_person(ctx, standing.person).await?.into_iter().filter(|held| held.revealed).collect();
    let (first, today, days) = xp::year(ctx, standing.person).await?;
    let more = format!("/users/{}/xp", standing.handle);
    let whose = if standing.mine { "Where your XP comes from" } else { "Where it comes from" };
    let mentor = standing.is_mentor();
    let handle = standing.handle.clone();
    let hidden = standing.hidden;
    Ok(Some(
        view! {
            <Section title="Earned here" aside=view! { <TextLink href=more>{whose}</TextLink> }.into_any()>
                {mentor.then(|| view! { <p><Badge tone=Tone::Ember icon=Icon::GraduationCap>"Mentor"</Badge></p> })}
                {hidden.then(|| view! { <p class="text-soft">"Only you see this: you chose to be hidden."</p> })}
                <Progress standing=standing />
                <Shelf held=badges handle=handle />
                <Year first=first today=today days=days />
            </Section>
        }
        .into_any(),
    ))
}

/// Level, the way to the next one, and the streak.
#[component]
pub(super) fn Progress(standing: Standing) -> impl IntoView {
    let missing = standing.next - standing.xp;
    let label = format!("{} of 100 parts of the way to level {}", standing.percent(), standing.level + 1);
    view! {
        <div class="tf-progress">
            <p class="tf-progress-line">
                <strong>{format!("Level {}", standing.level)}</strong>
                <span>{format!("{} XP", grouped(standing.xp))}</span>
                <StreakLine streak=standing.streak />
            </p>
            <progress max="100" value=standing.percent() aria-label=label></progress>
            <p class="text-soft">{format!("{} XP to level {}", grouped(missing), standing.level + 1)}</p>
        </div>
    }
}

#[component]
fn StreakLine(streak: Streak) -> impl IntoView {
    let freezes = match streak.freezes {
        0 => String::new(),
        n => format!(", {}", counted(n.into(), "freeze", "freezes")),
    };
    let says = match (streak.current, streak.longest) {
        (_, 0) => return ().into_any(),
        (0, longest) => format!("Longest streak: {}", counted(longest.into(), "day", "days")),
        (current, _) => format!("{} in a row{freezes}", counted(current.into(), "day", "days")),
    };
    view! {
        <span class="tf-streak">
            <Glyph icon=Icon::Flame />
            {says}
        </span>
    }
    .into_any()
}

#[component]
fn Shelf(held: Vec<Held>, handle: String) -> impl IntoView {
    if held.is_empty() {
        return ().into_any();
    }
    let more = held.len().saturating_sub(SHOWN);
    let items = held
        .into_iter()
        .take(SHOWN)
        .map(|held| {
            let href = format!("/badges/{}?of={handle}", held.badge.slug);
            view! {
                <li>
                    <a class="tf-shelf-badge" href=href>
                        <Medal rarity=held.badge.rarity picture=held.badge.picture />
                        <span>{held.badge.title}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="tf-shelf" role="list" aria-label="Badges">
            {items}
        </ul>
        {(more > 0).then(|| view! { <p class="text-soft">{format!("and {more} more")}</p> })}
    }
    .into_any()
}
