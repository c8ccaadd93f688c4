use contract::ranking::Help;
use domain::ranking::{CAP, PAIR_DAYS, Reason, TRUSTED_AT, floor, streaks, xp};
use leptos::prelude::*;

use super::words::grouped;
use crate::{
    request::{Failure, Request, Screen},
    ui::prelude::*,
};

/// `/how-xp-works`: every reason with what it is worth now, what guards it, and the rules that hold for all.
pub async fn how_xp_works_page(request: Request) -> Result<Screen, Failure> {
    let worth = xp::worth(&request.ctx).await?;
    let tables = Help::ALL
        .iter()
        .map(|&help| {
            let rows: Vec<_> = worth
                .iter()
                .filter(|(reason, _)| reason.help == help)
                .map(|&(reason, points)| row(reason, points).into_any())
                .collect();
            let columns = vec![Column::words("What for"), Column::figures("XP"), Column::words("What keeps it honest")];
            view! {
                <Section title=help.title()>
                    <Table caption=format!("What {} earns", help.title().to_lowercase()) bare=true columns=columns>
                        {rows}
                    </Table>
                </Section>
            }
        })
        .collect_view();
    let levels = [2, 3, 4, 5, 10, 20].map(|level| format!("level {level} at {}", grouped(floor(level)))).join(", ");
    let rules = [
        format!("Points that come from somebody else's click count once that person has earned {TRUSTED_AT} by their own work. Until then they wait."),
        format!("Between the same two people the second time within {PAIR_DAYS} days counts half, the third a third, and so on."),
        format!("What others give you counts up to {CAP} a day. What you earn by your own work is not limited."),
        "Boards count everything a day later, so that what is undone soon never moved anybody.".to_owned(),
        "When something is undone, its points are taken back, by an entry of their own. Nothing is ever deleted.".to_owned(),
        "When a weight is changed, what was earned before keeps the weight of its day.".to_owned(),
        "Nobody earns anything from themselves.".to_owned(),
    ]
    .map(|rule| view! { <li>{rule}</li> })
    .collect_view();
    let streaks = format!(
        "A day on which you earn something by your own work is an active day, in the zone you are in. Every {} days in a row earn \
         a freeze, which bridges a day you miss, by itself; {} are kept at most. Days on which we were down are forgiven.",
        streaks::FREEZE_EVERY,
        streaks::FREEZES
    );
    let body = view! {
        <PageHead
            title="How XP works"
            lead="What is rewarded, what it is worth today, and what keeps it honest."
            action=view! { <ButtonLink href="/levels">"What levels open"</ButtonLink> }.into_any()
        />
        <div class="tf-stack">
            {tables} <Section title="Rules for all of it">
                <ul class="tf-conditions">{rules}</ul>
            </Section> <Section title="Levels">
                <p class="max-w-text">{format!("Level n begins at 50 · n · (n − 1) XP: {levels}.")}</p>
            </Section> <Section title="Streaks">
                <p class="max-w-text">{streaks}</p>
            </Section> <Section title="Badges">
                <p class="max-w-text">
                    "They look at what counts, and at how: from how many people, in how many languages, for how long. "
                    <TextLink href="/badges">"All badges"</TextLink>
                </p>
            </Section>
        </div>
    };
    Ok(Screen::new("How XP works", body).described("Every way to earn XP, what it is worth and what keeps it honest."))
}

fn row(reason: &'static Reason, points: i32) -> impl IntoView + use<> {
    let worth = if reason.most > 1 { format!("{points}–{}", points * reason.most) } else { points.to_string() };
    view! {
        <tr id=reason.slug>
            <th scope="row">
                {reason.title} <p class="font-normal text-soft">{reason.sentence}</p>
            </th>
            <td class="tf-num">{worth}</td>
            <td>{reason.guard}</td>
        </tr>
    }
}
