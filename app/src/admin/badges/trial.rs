use domain::ranking::badges::Trial;
use leptos::prelude::*;

use crate::{ranking::words::people, ui::prelude::*};

/// Who would have a badge by what has happened so far.
#[component]
pub fn TrialResult(trial: Trial) -> impl IntoView {
    let says = match trial.met {
        0 => "Nobody would have it.".to_owned(),
        met if trial.looked_at < trial.people => {
            format!(
                "{} of {} drawn by lot would have it; {} have earned something.",
                met, trial.looked_at, trial.people
            )
        }
        met => format!("{} of {} who have earned something would have it.", met, people(trial.people)),
    };
    let more = usize::try_from(trial.met).unwrap_or_default().saturating_sub(trial.some.len());
    let some = trial
        .some
        .into_iter()
        .map(|(name, handle)| view! { <li><TextLink href=format!("/users/{handle}")>{name}</TextLink></li> })
        .collect_view();
    view! {
        <Section title="By what has happened so far" id="trial" lead="Nothing was kept or given.">
            <p role="status">{says}</p>
            <ul class="tf-conditions">{some}</ul>
            {(more > 0).then(|| view! { <p class="text-soft">{format!("and {more} more")}</p> })}
        </Section>
    }
}
