use contract::UserId;
use domain::{
    accounts,
    audit::{Deed, Entry},
};
use leptos::prelude::*;

use super::words;
use crate::{
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

const PATH: &str = "/settings/activity";

/// `/settings/activity`: what one did that matters for the safety of one's account, and what was done to it.
pub async fn activity_page(request: Request) -> Result<Screen, Failure> {
    let me = request.user()?;
    let before = request.query("before").and_then(|text| text.parse().ok());
    let listed = accounts::my_activity(&request.ctx, me, before).await?;
    let list = if listed.entries.is_empty() {
        view! { <EmptyState says="There is nothing older." icon=Icon::FileText /> }.into_any()
    } else {
        let moments = listed.entries.iter().map(|entry| moment(&request, me.id, entry)).collect_view();
        view! { <Timeline>{moments}</Timeline> }.into_any()
    };
    let body = view! {
        <PageHead
            title="Security activity"
            crumbs=vec![Crumb::new("/settings", "Settings")]
            lead="When and from where your account was used, and who changed it. Is something not you? End the session in your settings."
        />
        <div class="tf-stack max-w-2xl">
            {list}
            <Pager
                before=before.map(|_: i64| PATH.to_owned())
                after=listed.next.map(|next| format!("{PATH}?before={next}"))
                before_label="Newest"
                after_label="Older"
            />
        </div>
    };
    Ok(Screen::new("Security activity", body))
}

fn moment(request: &Request, me: UserId, entry: &Entry) -> AnyView {
    let tone = if matches!(entry.deed, Some(Deed::SignInRefused | Deed::PasswordsTried | Deed::ConfirmRefused)) {
        Tone::Warning
    } else {
        Tone::Neutral
    };
    let (at, reader, now) = (entry.at, request.reader, request.ctx.now());
    let when = view! { <time::Moment at=at reader=reader now=now /> }.into_any();
    let place = entry.place.as_ref().map(|place| format!("From the network {place}"));
    let reason = (!entry.reason.is_empty()).then(|| format!("“{}”", entry.reason));
    let more = [place, reason].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let more = (!more.is_empty()).then(|| view! { <p>{more}</p> });
    view! {
        <Moment what=words::to_me(me, entry) when=when tone=tone>
            {more}
        </Moment>
    }
    .into_any()
}
