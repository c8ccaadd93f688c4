//! What an author wants, as fields: for a new submission and for a draft that is changed.

use contract::reviews::{Ask, Level, QUESTIONS_MAX, Urgency, Visibility};
use leptos::prelude::*;

use crate::ui::prelude::*;

/// Of a form that nobody has filled in yet.
pub(super) fn blank() -> Ask {
    Ask {
        title: String::new(),
        ask: String::new(),
        language: String::new(),
        level: Level::Beginner,
        urgency: Urgency::Whenever,
        visibility: Visibility::Public,
        anonymous: false,
        second_opinion: false,
        questions: Vec::new(),
    }
}

/// What it is about.
#[component]
pub(super) fn About(title: String, ask: String) -> impl IntoView {
    view! {
        <TextField
            name="title"
            label="Title"
            value=title
            placeholder="A queue that two threads share"
            max_length=120
            autocomplete="off"
        />
        <TextAreaField
            name="ask"
            label="What do you want to hear about?"
            hint="What it should do, and what worries you. “It fails, help” is welcome too. Markdown works."
            value=ask
            rows=5
            max_length=4000
        />
    }
}

/// What a reviewer has to know to answer well, and what they must answer.
#[component]
pub(super) fn ForTheReviewer(ask: Ask) -> impl IntoView {
    let languages = markup::languages().iter().map(|language| Choice::new(language.id, language.name)).collect();
    let levels = vec![
        Choice::new("beginner", "Beginner").hint("Explain the words, too."),
        Choice::new("intermediate", "Intermediate").hint("I know the language; show me its habits."),
        Choice::new("advanced", "Advanced").hint("Be exact. I want the last mistake found."),
    ];
    let urgencies = vec![
        Choice::new("whenever", Urgency::Whenever.title()),
        Choice::new("this_week", Urgency::ThisWeek.title()).hint("Half a day ahead in the queue."),
        Choice::new("stuck", Urgency::Stuck.title()).hint("A day ahead in the queue."),
    ];
    view! {
        <SelectField
            name="language"
            label="Main language"
            required=false
            quiet=true
            any="Find out from the files"
            value=ask.language
            choices=languages
        />
        <RadioField name="level" label="You in this language" choices=levels value=ask.level.as_str() />
        <RadioField name="urgency" label="How soon" choices=urgencies value=ask.urgency.as_str() />
        <Questions questions=ask.questions />
    }
}

/// One question is in sight, the others fold away until they are used.
#[component]
fn Questions(questions: Vec<String>) -> impl IntoView {
    let sent = use_context::<Submitted>().unwrap_or_default();
    let filled = sent.values("question").filter(|text| !text.trim().is_empty()).count().max(questions.len());
    let field = |nth: usize| {
        let value = questions.get(nth).cloned().unwrap_or_default();
        let label = format!("Question {}", nth + 1);
        view! { <TextField name="question" label=label value=value required=false quiet=true nth=nth max_length=500 autocomplete="off" /> }
    };
    let rest = (1..QUESTIONS_MAX).map(field).collect_view();
    view! {
        <fieldset class="tf-field tf-questions">
            <legend class="tf-label">"Questions that must be answered" <span class="tf-optional">" (optional)"</span></legend>
            <p class="tf-hint">"A review is published only when it has answered them."</p>
            {field(0)}
            <details open={filled > 1}>
                <summary>"More questions"</summary>
                <div class="tf-questions-more">{rest}</div>
            </details>
        </fieldset>
    }
}

/// Who may see it, and who they see.
#[component]
pub(super) fn WhoReads(ask: Ask) -> impl IntoView {
    let readers = vec![
        Choice::new("public", Visibility::Public.title()).hint("It is in the queue, where reviewers look."),
        Choice::new("link", Visibility::Link.title())
            .hint("It is in no list: send the link to whom you want. It stands on the next page."),
    ];
    view! {
        <RadioField name="visibility" label="Who may read it" choices=readers value=ask.visibility.as_str() />
        <CheckField
            name="anonymous"
            label="Without names"
            checked=ask.anonymous
            hint="You and your reviewer do not learn who the other is until it is finished. Names inside the code stay where they are."
        />
        <CheckField
            name="second_opinion"
            label="I want a second opinion"
            checked=ask.second_opinion
            hint="Two reviewers, who do not see each other's words before both have published."
        />
    }
}
