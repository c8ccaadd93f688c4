use domain::ranking::{PRIVILEGES, floor, xp};
use leptos::prelude::*;

use super::{profile::Progress, words::grouped};
use crate::{
    request::{Failure, Request, Screen},
    ui::prelude::*,
};

/// `/levels`: what each level opens, what it asks for, and where I am.
pub async fn levels_page(request: Request) -> Result<Screen, Failure> {
    let mine = match &request.caller {
        Some(user) => xp::standing(&request.ctx, Some(user), &user.handle).await?,
        None => None,
    };
    let level = mine.as_ref().map_or(0, |mine| mine.level);
    let rows = PRIVILEGES
        .iter()
        .map(|privilege| {
            let open = level >= privilege.level;
            view! {
                <tr>
                    <th scope="row">{format!("Level {}", privilege.level)}</th>
                    <td class="tf-num">{grouped(floor(privilege.level))}</td>
                    <td>
                        {privilege.opens} " "
                        {open.then(|| view! { <Badge tone=Tone::Success icon=Icon::Check>"Open to you"</Badge> })}
                    </td>
                    <td>{privilege.duty}</td>
                </tr>
            }
        })
        .collect_view();
    let progress = mine.map(|mine| view! { <Progress standing=mine /> }.into_any());
    let columns = vec![
        Column::words("Level"),
        Column::figures("From XP"),
        Column::words("What it opens"),
        Column::words("What it asks of you"),
    ];
    let body = view! {
        <PageHead
            title="Levels"
            lead="Who has helped and learned may do more here, and owes more. Level n begins at 50 · n · (n − 1) XP."
            action=view! { <ButtonLink href="/how-xp-works">"How XP works"</ButtonLink> }.into_any()
        />
        <div class="tf-stack">
            {progress} <Table caption="What levels open" bare=true columns=columns>
                {rows}
            </Table>
            <p class="text-soft">"Levels go on from there. A level that is lost, because what it was earned by was undone, closes what it opened."</p>
        </div>
    };
    Ok(Screen::new("Levels", body).described("What each level opens and what it asks of people."))
}

#[cfg(test)]
mod tests {
    use domain::{ranking::PRIVILEGES, reviews::claims_max};

    #[test]
    fn what_is_promised_is_what_is_granted() {
        for level in 1..20 {
            let told = PRIVILEGES
                .iter()
                .filter(|privilege| privilege.level <= level)
                .filter_map(|privilege| {
                    privilege.opens.strip_prefix("You may hold ")?.split(' ').next()?.parse::<i64>().ok()
                })
                .max();
            assert_eq!(told, Some(claims_max(level)), "level {level}");
        }
    }
}
