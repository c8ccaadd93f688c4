use contract::{
    AppError, Pairs,
    ranking::{EntryKind, Help, Seen},
};
use domain::ranking::xp::{self, Cursor, Entry, Standing};
use leptos::prelude::*;

use super::{
    pictures::Climb,
    profile::Progress,
    words::{signed, topic},
};
use crate::{
    request::{Done, Failure, Request, Screen},
    time,
    ui::prelude::*,
};

/// `/users/{handle}/xp`: every point of a person, with what it was for.
pub async fn xp_page(request: Request) -> Result<Screen, Failure> {
    let (ctx, handle) = (&request.ctx, request.param("handle")?);
    let Some(standing) = xp::standing(ctx, request.caller.as_ref(), handle).await? else {
        return Ok(hidden(handle));
    };
    let help = request.query("help").and_then(|text| text.parse::<Help>().ok());
    let after = request.query("after").and_then(|text| text.parse::<Cursor>().ok());
    let page = xp::entries(ctx, &standing, help, after).await?;
    let weeks = xp::weeks(ctx, standing.person, standing.xp).await?;
    let here = format!("/users/{}/xp", standing.handle);
    let tabs = [None]
        .into_iter()
        .chain(Help::ALL.iter().copied().map(Some))
        .map(|one| {
            let label = one.map_or("Everything", Help::title);
            view! { <Tab href=address(&here, one, None) current=one == help>{label}</Tab> }
        })
        .collect_view();
    let list = if page.entries.is_empty() {
        nothing(&standing, help)
    } else {
        let rows = page.entries.into_iter().map(|entry| row(&request, entry)).collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let first = after.map(|_| address(&here, help, None));
    let next = page.next.map(|cursor| address(&here, help, Some(cursor)));
    let title = if standing.mine { "Your XP".to_owned() } else { format!("XP of {}", standing.name) };
    let crumbs = vec![Crumb::new(format!("/users/{}", standing.handle), standing.name.clone())];
    let says = if standing.hidden { "Only you see this page: you chose to be hidden." } else { "" };
    let seen = unseen(&standing, &request);
    let any = weeks.iter().any(|week| week.sum != 0);
    let body = view! {
        <PageHead title=title.clone() crumbs=crumbs lead=says action=actions() />
        <div class="tf-stack">
            <Progress standing=standing /> {any.then(|| view! { <Climb weeks=weeks /> })} {seen}
            <Tabs label="Kind of help">{tabs}</Tabs> {list}
            <Pager before=first after=next before_label="Newest" after_label="Older" />
        </div>
    };
    Ok(Screen::new(title, body))
}

fn actions() -> AnyView {
    view! {
        <div class="tf-actions">
            <ButtonLink href="/how-xp-works">"How XP works"</ButtonLink>
            <ButtonLink href="/badges" icon=Icon::Award>
                "Badges"
            </ButtonLink>
        </div>
    }
    .into_any()
}

fn address(here: &str, help: Option<Help>, after: Option<Cursor>) -> String {
    let pairs = [help.map(|help| format!("help={help}")), after.map(|after| format!("after={after}"))];
    let query: Vec<_> = pairs.into_iter().flatten().collect();
    if query.is_empty() { here.to_owned() } else { format!("{here}?{}", query.join("&")) }
}

/// To say that one has seen what is new. With script it is said by itself: a page that is only read changes nothing.
fn unseen(standing: &Standing, request: &Request) -> Option<AnyView> {
    let until = standing.newest_at.filter(|_| standing.mine && standing.has_unseen())?;
    Some(
        view! {
            <form method="post" class="tf-unseen" data-send-once="">
                <input type="hidden" name="key" value=request.key() />
                <input type="hidden" name="until" value=until.to_rfc3339() />
                <p>"What is new is marked."</p>
                <Button size=Size::Small submit=true icon=Icon::Check>
                    "I have seen it"
                </Button>
            </form>
        }
        .into_any(),
    )
}

/// Remembers that the person has seen what was there.
pub async fn saw_xp(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let user = request.user()?;
    if request.param("handle")? != user.handle {
        return Err(AppError::Forbidden.into());
    }
    xp::seen(&request.ctx, user, Seen::decode(&pairs)?).await?;
    Ok(Done::to(format!("/users/{}/xp", user.handle)))
}

fn row(request: &Request, entry: Entry) -> impl IntoView + use<> {
    let title = entry.reason.map_or_else(|| entry.slug.clone(), |reason| reason.title.to_owned());
    let mut line = vec![time::day(entry.earned_at, request.reader, request.ctx.now())];
    line.extend(entry.help.map(|help| help.title().to_owned()));
    line.extend(entry.topic.as_deref().map(topic));
    let kind = match entry.kind {
        EntryKind::Award => None,
        EntryKind::Reversal => Some(Tone::Warning),
        EntryKind::Correction => Some(Tone::Info),
    };
    let kind = kind.map(|tone| view! { <Badge tone=tone>{entry.kind.title()}</Badge> });
    let why = entry.why.map(|why| {
        let worth = if entry.base > 0 && entry.kind == EntryKind::Award {
            format!("Worth {}. ", entry.base)
        } else {
            String::new()
        };
        view! { <span class="text-soft">{format!("{worth}{}.", why.title())}</span> }
    });
    let giver = entry.giver.map(|giver| {
        view! {
            <span>
                "From " <TextLink href=format!("/users/{}", giver.handle)>{giver.name}</TextLink>
            </span>
        }
    });
    let is_new = entry.unseen.then(|| view! { <Badge tone=Tone::Ember>"New"</Badge> });
    let figure = view! { <Figure value=signed(entry.value.into()) label="XP" /> }.into_any();
    view! {
        <Row title=title href=entry.link.unwrap_or_default() line=line.join(" · ") figure=figure>
            {is_new}
            {kind}
            {giver}
            {why}
        </Row>
    }
}

fn nothing(standing: &Standing, help: Option<Help>) -> AnyView {
    let says = match (help, standing.mine) {
        (Some(_), _) => "Nothing of this kind yet.",
        (None, true) => "You have not earned anything yet.",
        (None, false) => "Nothing earned yet.",
    };
    view! {
        <EmptyState says=says more="Reading somebody's code, teaching, and going on after a review all count." icon=Icon::Sparkles>
            <ButtonLink href="/reviews/queue">"Review something"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

fn hidden(handle: &str) -> Screen {
    let back = format!("/users/{handle}");
    let body = view! {
        <PageHead title="XP" />
        <EmptyState says="This person keeps to themselves what they earn." icon=Icon::Eye>
            <ButtonLink href=back>"Back to their page"</ButtonLink>
        </EmptyState>
    };
    Screen::new("XP", body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_filtered() {
        assert_eq!(address("/users/ada/xp", None, None), "/users/ada/xp");
        assert_eq!(address("/users/ada/xp", Some(Help::Teaching), None), "/users/ada/xp?help=teaching");
    }
}
