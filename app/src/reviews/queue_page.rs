use chrono::{DateTime, Utc};
use contract::reviews::{Level, Urgency};
use domain::reviews::{self, Cursor, Filter, InUse, QueueRow, Waiting, Why};
use leptos::prelude::*;

use super::{
    browse_page::counted,
    rows::{face, language, left, name, waited},
};
use crate::{
    request::{Failure, Request, Screen},
    ui::prelude::*,
};

/// How the queue is ordered, for those who wonder.
const ORDER: &str = "Whoever has waited longest stands first. Someone who is stuck begins a day ahead, “this week” half \
                     a day; after that only waiting counts, so nobody is passed over for good.";

/// `/reviews/queue`: what this person may review.
pub async fn queue_page(request: Request) -> Result<Screen, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let known = reviews::my_languages(ctx, user).await?;
    let filter = filter(&request, &known);
    let after = request.query("after").and_then(|text| text.parse::<Cursor>().ok());
    let page = reviews::queue(ctx, user, &filter, after).await?;
    let (waiting, languages) =
        futures::future::try_join(reviews::waiting_for_me(ctx, user), reviews::languages_in_queue(ctx)).await?;
    let held: Vec<_> = waiting.into_iter().filter(|row| matches!(row.why, Why::Claim { .. })).collect();
    let now = ctx.now();
    let first = after.map(|_| address(&filter, None));
    let next = page.next.map(|cursor| address(&filter, Some(cursor)));
    let list = if page.rows.is_empty() {
        nothing(&filter)
    } else {
        let rows =
            page.rows.into_iter().map(|row| view! { <Queued row=row key=request.key() now=now /> }).collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let tabs = (!known.is_empty()).then(|| {
        let names: Vec<_> = known.iter().map(|id| language(id)).collect();
        let is_mine = filter.mine && filter.language.is_none();
        let is_all = !filter.mine && filter.language.is_none();
        view! {
            <Tabs label="Whose languages">
                <Tab href="/reviews/queue" current=is_mine>{format!("My languages: {}", shortened(&names))}</Tab>
                <Tab href="/reviews/queue?of=all" current=is_all>"All languages"</Tab>
            </Tabs>
        }
    });
    let body = view! {
        <PageHead title="The queue" crumbs=vec![Crumb::new("/reviews", "Reviews")] lead=ORDER action=calibrate() />
        <Held rows=held now=now />
        {tabs}
        <div class="tf-with-rail">
            <form method="get" action="/reviews/queue">
                <QueueFilters filter=filter languages=languages />
            </form>
            <div class="tf-stack">
                {list}
                <Pager before=first after=next before_label="Back to the front" after_label="Further back" />
            </div>
        </div>
    };
    Ok(Screen::new("The queue", body))
}

fn calibrate() -> AnyView {
    view! {
        <ButtonLink href="/reviews/rubrics" icon=Icon::Compass>
            "Calibrate your eye"
        </ButtonLink>
    }
    .into_any()
}

/// As the address says. Without a word about it: what this person knows, if anything is known.
fn filter(request: &Request, known: &[String]) -> Filter {
    let language = request.query("language").filter(|text| !text.is_empty() && text.len() <= 40).map(str::to_owned);
    let level = request.query("level").and_then(|text| text.parse::<Level>().ok());
    Filter { language, level, mine: !known.is_empty() && request.query("of") != Some("all") }
}

fn address(filter: &Filter, after: Option<Cursor>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if !filter.mine {
        query.append_pair("of", "all");
    }
    if let Some(language) = &filter.language {
        query.append_pair("language", language);
    }
    if let Some(level) = filter.level {
        query.append_pair("level", level.as_str());
    }
    if let Some(after) = after {
        query.append_pair("after", &after.to_string());
    }
    let query = query.finish();
    if query.is_empty() { "/reviews/queue".into() } else { format!("/reviews/queue?{query}") }
}

/// `Rust, Go and 3 more`.
fn shortened(names: &[String]) -> String {
    match names {
        [one, two, _, _, ..] => format!("{one}, {two} and {} more", names.len() - 2),
        _ => names.join(", "),
    }
}

/// What I hold now, with its time.
#[component]
fn Held(rows: Vec<Waiting>, now: DateTime<Utc>) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            let href = format!("/reviews/{}", row.id);
            let time = match row.why {
                Why::Claim { until } => left(until, now),
                _ => String::new(),
            };
            let line = format!("{} · {}", name(row.author.as_ref()), language(&row.language));
            let action = view! { <ButtonLink href=href.clone() size=Size::Small>"Go on"</ButtonLink> }.into_any();
            let figure = view! { <span class="tf-left">{time}</span> }.into_any();
            view! { <Row title=row.title href=href line=line lead=face(row.author.as_ref()) figure=figure action=action /> }
        })
        .collect_view();
    view! {
        <Section title="You hold now" lead="A place is kept for half an hour. You can take another half hour on its page.">
            <List>{rows}</List>
        </Section>
    }
    .into_any()
}

#[component]
fn QueueFilters(filter: Filter, languages: Vec<InUse>) -> impl IntoView {
    let on = usize::from(filter.language.is_some()) + usize::from(filter.level.is_some());
    let levels = Level::ALL.iter().map(|level| Choice::new(level.as_str(), level.title())).collect();
    let any = if filter.mine { "My languages" } else { "All languages" };
    let clear = address(&Filter { language: None, level: None, mine: filter.mine }, None);
    view! {
        <Filters on=on>
            {(!filter.mine).then(|| view! { <input type="hidden" name="of" value="all" /> })}
            <SelectField name="language" label="Language" required=false any=any value=filter.language.unwrap_or_default() choices=counted(languages) />
            <SelectField name="level" label="Level of the author" required=false any="Any level" value=filter.level.map(|level| level.as_str().to_owned()).unwrap_or_default() choices=levels />
            <div class="tf-form-foot">
                <Button submit=true>"Apply"</Button>
                {(on > 0).then(|| view! { <TextLink href=clear>"Clear filters"</TextLink> })}
            </div>
        </Filters>
    }
}

#[component]
fn Queued(row: QueueRow, key: String, now: DateTime<Utc>) -> impl IntoView {
    let href = format!("/reviews/{}", row.id);
    let line = format!("{} · {} · {}", name(row.author.as_ref()), row.level.title(), size(row.files, row.lines));
    let figure = view! {
        <Figure value=waited(row.waiting_since, now) label="waiting" />
    }
    .into_any();
    let hidden = format!(": {}", row.title);
    let action = view! {
        <form method="post" action=href.clone()>
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="action" value="claim" />
            <Button submit=true size=Size::Small>
                "Claim" <VisuallyHidden>{hidden}</VisuallyHidden>
            </Button>
        </form>
    }
    .into_any();
    view! {
        <Row title=row.title href=href lead=face(row.author.as_ref()) line=line figure=figure action=action>
            <p class="tf-ask">{row.ask}</p>
            <Chip label=language(&row.language) />
            {urgency(row.urgency)}
            {(row.questions > 0).then(|| view! { <Chip label=questions(row.questions) icon=Icon::CircleHelp /> })}
        </Row>
    }
}

fn urgency(urgency: Urgency) -> Option<AnyView> {
    let (tone, word) = match urgency {
        Urgency::Whenever => return None,
        Urgency::ThisWeek => (Tone::Info, "This week"),
        Urgency::Stuck => (Tone::Warning, "Stuck"),
    };
    Some(view! { <Badge tone=tone>{word}</Badge> }.into_any())
}

fn questions(count: i64) -> String {
    if count == 1 { "1 question".into() } else { format!("{count} questions") }
}

fn size(files: i64, lines: i64) -> String {
    let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
    if lines == 1 { format!("{files}, 1 line") } else { format!("{files}, {lines} lines") }
}

fn nothing(filter: &Filter) -> AnyView {
    let narrowed = filter.language.is_some() || filter.level.is_some() || filter.mine;
    if narrowed {
        return view! {
            <EmptyState says="Nobody waits for this." more="Other languages may need a reader. A clear question is worth much also from somebody who is new to a language." icon=Icon::CircleCheck>
                <ButtonLink href="/reviews/queue?of=all">"Show the whole queue"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState says="The queue is empty: everybody has a reviewer." more="Submit something of your own, or read what others were told." icon=Icon::CircleCheck>
            <ButtonLink href="/reviews">"Browse reviews"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_filtered_and_no_more() {
        let all = Filter { language: None, level: None, mine: false };
        assert_eq!(address(&Filter::default(), None), "/reviews/queue");
        assert_eq!(address(&all, None), "/reviews/queue?of=all");
        let some = Filter { language: Some("c++".into()), level: Some(Level::Beginner), mine: true };
        assert_eq!(address(&some, None), "/reviews/queue?language=c%2B%2B&level=beginner");
    }

    #[test]
    fn many_languages_are_shortened() {
        let names =
            |n: usize| ["Go", "Rust", "Zig", "C", "Python"][..n].iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        assert_eq!(shortened(&names(3)), "Go, Rust, Zig");
        assert_eq!(shortened(&names(5)), "Go, Rust and 3 more");
    }
}
