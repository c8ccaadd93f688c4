use domain::messages::{self, Cursor, Listed};
use leptos::prelude::*;

use crate::{
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

/// Characters of the latest message that a row shows.
const SHOWN: usize = 120;

/// `/messages`: whom one writes with, the latest first.
pub async fn list_page(request: Request) -> Result<Screen, Failure> {
    let after = request.query("after").and_then(|text| text.parse::<Cursor>().ok());
    let (rows, next) = messages::list(&request.ctx, request.user()?, after).await?;
    let list = if rows.is_empty() {
        view! {
            <EmptyState
                says="You have no messages."
                more="Write to a tutor from their page, before you book or after."
                icon=Icon::Mail
            >
                <ButtonLink href="/tutors" look=Look::Primary>
                    "Find a tutor"
                </ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = rows.into_iter().map(|listed| row(&request, listed)).collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let newest = after.map(|_| "/messages".to_owned());
    let next = next.map(|cursor| format!("/messages?after={cursor}"));
    let body = view! {
        <PageHead title="Messages" lead="Only the two of you read what you write to each other." />
        <div class="tf-stack max-w-3xl">
            {list}
            <Pager before=newest after=next before_label="Back to the latest" after_label="Earlier" />
        </div>
    };
    Ok(Screen::new("Messages", body))
}

fn row(request: &Request, listed: Listed) -> AnyView {
    let now = request.ctx.now();
    let said: String = markup::plain(&listed.text).chars().take(SHOWN).collect();
    let said = if listed.text.is_empty() { "Erased.".to_owned() } else { said };
    let line = if listed.mine { format!("You: {said}") } else { said };
    let at = time::relative(listed.at, now).unwrap_or_else(|| time::moment(listed.at, request.reader, now));
    let lead = view! { <Avatar id=listed.other.0 name=listed.name.clone() /> }.into_any();
    let figure = view! { <span class="text-soft text-sm">{at}</span> }.into_any();
    let href = format!("/messages/{}", listed.handle);
    let unread = (listed.unread > 0).then(|| {
        let word = if listed.unread == 1 { "One new".to_owned() } else { format!("{} new", listed.unread) };
        view! { <Status word=word tone=Tone::Info /> }
    });
    view! {
        <Row title=listed.name href=href line=line lead=lead figure=figure>
            {unread}
        </Row>
    }
    .into_any()
}
