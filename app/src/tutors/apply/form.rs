use contract::tutors::{
    ABOUT_MAX, CLAIMS_MAX, EVIDENCE_MAX, HEADLINE_MAX, LANGUAGES, Level, SAMPLES_MAX, STATEMENT_MAX, claim_field,
};
use domain::tutors::{
    Area,
    application::{Claimed, Draft, Sample},
};
use leptos::prelude::*;

use crate::{request::Request, ui::prelude::*};

/// Lines for subjects that stand open; the others fold away.
const LINES: usize = 2;

/// The whole application: kept as it is, or sent.
#[component]
pub(super) fn ApplicationForm(request: Request, draft: Draft, areas: Vec<Area>, reviews: Vec<Sample>) -> impl IntoView {
    let languages = LANGUAGES.iter().map(|(code, name)| Choice::new(*code, *name)).collect();
    let chosen: Vec<String> = draft.samples.iter().map(ToString::to_string).collect();
    view! {
        <Form key=request.key() action="application">
            <TextField name="headline" label="Headline" hint="What you help with, in one line. Students read it in the search." value=draft.headline max_length=chars(HEADLINE_MAX) />
            <TextAreaField name="about" label="About you and your lessons" hint="Who you are, what a first session looks like. It becomes your page. At least 40 characters." value=draft.about rows=6 max_length=chars(ABOUT_MAX) />
            <Claims claims=draft.claims areas=areas />
            <ChecksField name="languages" label="Languages you teach in" choices=languages values=draft.languages lay=Lay::Flow />
            <TextAreaField name="statement" label="Why and how you teach" hint="For the moderators alone, 100 to 2,000 characters." value=draft.statement rows=6 max_length=chars(STATEMENT_MAX) />
            <Samples reviews=reviews chosen=chosen />
            <div class="tf-form-foot">
                <Button submit=true name="step" value="save" unchecked=true>
                    "Save the draft"
                </Button>
                <Button look=Look::Primary submit=true name="step" value="send">
                    "Send to the moderators"
                </Button>
                <p class="tf-consequence">"A draft is seen by nobody. What is sent you can take back until it is answered; meanwhile only the languages can change."</p>
            </div>
        </Form>
    }
}

#[component]
fn Claims(claims: Vec<Claimed>, areas: Vec<Area>) -> impl IntoView {
    let open = (claims.len() + 1).clamp(LINES, CLAIMS_MAX);
    let sent = use_context::<Submitted>().unwrap_or_default();
    let typed = |nth: usize| {
        ["subject", "evidence"].iter().any(|what| sent.value(&claim_field(what, nth)).is_some_and(|v| !v.is_empty()))
    };
    let unfold = (open + 1..=CLAIMS_MAX).any(typed);
    let line = |nth: usize| view! { <ClaimLine nth=nth claim=claims.get(nth - 1).cloned() areas=areas.clone() /> };
    let first = (1..=open).map(line).collect_view();
    let rest = (open + 1..=CLAIMS_MAX).map(line).collect_view();
    view! {
        <fieldset class="tf-stack">
            <legend class="font-semibold">"What you want to teach"</legend>
            <p class="tf-hint">"For each subject a line that speaks for it: a degree, years, a link. Moderators read it, students do not."</p>
            {first}
            {(open < CLAIMS_MAX)
                .then(|| {
                    view! {
                        <details class="tf-more-ranges" open=unfold>
                            <summary>"More subjects"</summary>
                            <div class="tf-stack">{rest}</div>
                        </details>
                    }
                })}
        </fieldset>
    }
}

#[component]
fn ClaimLine(nth: usize, claim: Option<Claimed>, areas: Vec<Area>) -> impl IntoView {
    let groups = areas
        .into_iter()
        .map(|area| ChoiceGroup {
            label: area.name,
            choices: area.subjects.into_iter().map(|subject| Choice::new(subject.slug, subject.name)).collect(),
        })
        .collect();
    let levels = Level::ALL.into_iter().map(|level| Choice::new(level.as_str(), level.title())).collect();
    let level = claim.as_ref().map_or(Level::School, |claim| claim.level);
    let (subject, evidence) = claim.map(|claim| (claim.subject, claim.evidence)).unwrap_or_default();
    view! {
        <div class="tf-stack">
            <div class="tf-field-pair">
                <SelectField name=claim_field("subject", nth) label=format!("Subject {nth}") groups=groups value=subject any="None" required=false quiet=true />
                <SelectField name=claim_field("level", nth) label=format!("Level of subject {nth}") choices=levels value=level.as_str() quiet=true />
            </div>
            <TextField name=claim_field("evidence", nth) label=format!("What speaks for subject {nth}") value=evidence required=false quiet=true max_length=chars(EVIDENCE_MAX) />
        </div>
    }
}

/// Reviews of their own; nothing for who has written none.
#[component]
fn Samples(reviews: Vec<Sample>, chosen: Vec<String>) -> impl IntoView {
    if reviews.is_empty() {
        return ().into_any();
    }
    let fields = (1..=SAMPLES_MAX)
        .map(|nth| {
            let choices =
                reviews.iter().map(|sample| Choice::new(sample.submission.to_string(), sample.title.clone())).collect();
            let value = chosen.get(nth - 1).cloned().unwrap_or_default();
            view! { <SelectField name=claim_field("sample", nth) label=format!("Review {nth} to look at") choices=choices value=value any="None" required=false /> }
        })
        .collect_view();
    view! { <div class="tf-field-pair">{fields}</div> }.into_any()
}

fn chars(most: usize) -> u32 {
    u32::try_from(most).unwrap_or(u32::MAX)
}
