//! After code was sent in, where there is more to say than a line: what was left out, and what looks like a secret. Said once.

use contract::SubmissionId;
use domain::reviews::Secret;
use leptos::prelude::*;

use crate::{request::Screen, said::Said, ui::prelude::*};

/// Lines of a list that are shown.
const SHOWN: usize = 20;

/// What was kept, and what was not.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub id: SubmissionId,
    pub said: Said,
    pub left_out: Vec<String>,
    /// Found where it was to be published at once: so it is a draft still.
    pub secrets: Vec<Secret>,
}

impl Kept {
    /// Whether a line in passing is enough.
    pub fn is_plain(&self) -> bool {
        self.left_out.is_empty() && self.secrets.is_empty()
    }
}

/// The page of a form that was sent, in the place of the form.
pub(super) fn kept_screen(kept: Kept) -> Screen {
    let href = format!("/reviews/{}", kept.id);
    let edit = format!("{href}/edit");
    let fix = (!kept.secrets.is_empty()).then(|| view! { <ButtonLink href=edit>"Edit the draft"</ButtonLink> });
    let secrets =
        kept.secrets.into_iter().map(|secret| format!("{}, line {}: {}", secret.path, secret.line, secret.what));
    let body = view! {
        <PageHead title=kept.said.to_string() crumbs=vec![Crumb::new("/reviews", "Reviews")] />
        {listed(
            "It may hold a secret, so it is not published yet",
            "If it does, take it out first, and change the password or key wherever it was used.",
            secrets.collect(),
        )}
        {listed("Left out", "Pictures, archives and what tools make are not read by people, so they are not kept.", kept.left_out)}
        <div class="tf-actions">
            <ButtonLink href=href look=Look::Primary>
                "Look it over"
            </ButtonLink>
            {fix}
        </div>
    };
    Screen::new("Saved", body)
}

fn listed(title: &'static str, lead: &'static str, lines: Vec<String>) -> Option<AnyView> {
    let more = lines.len().saturating_sub(SHOWN);
    let none = lines.is_empty();
    let lines = lines.into_iter().take(SHOWN).map(|line| view! { <li><code>{line}</code></li> }).collect_view();
    (!none).then(|| {
        view! {
            <Section title=title lead=lead>
                <ul class="tf-points">{lines}</ul>
                {(more > 0).then(|| view! { <p class="text-soft">{format!("and {more} more")}</p> })}
            </Section>
        }
        .into_any()
    })
}
