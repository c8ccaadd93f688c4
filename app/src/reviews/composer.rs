//! Where one writes about lines, a file or the whole.

use contract::reviews::{Kind, Place};
use leptos::{context::Provider, prelude::*};

use super::{
    preview::{PreviewButton, Written},
    quote::{QuoteLines, quoted},
    thread::{Round, place_words},
};
use crate::ui::prelude::*;

/// The form that opens a thread. On lines it can hold other lines for them.
#[component]
pub fn Composer(
    round: Round,
    place: Place,
    /// The lines that are meant, as they are now.
    lines: Vec<String>,
) -> impl IntoView {
    let sent = quoted(use_context::<Submitted>().unwrap_or_default(), place.path(), &lines, |_| None);
    let suggesting = sent.value("suggest").is_some();
    let quote = (!lines.is_empty()).then(|| view! { <QuoteLines /> });
    let kinds = Kind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.title())).collect();
    let usual = if round.page.is_author { Kind::Question } else { Kind::Improvement };
    let (label, consequence) = if round.page.is_author {
        ("Publish comment", "The reviewers see it at once.")
    } else {
        ("Add to my review", "Only you see it until you publish your review.")
    };
    let back = round.look.href();
    let cancel = view! {
        {quote}
        <PreviewButton />
        <ButtonLink href=back look=Look::Bare>
            "Cancel"
        </ButtonLink>
    }
    .into_any();
    let title = format!("About {}", place_words(&place));
    let suggestion = matches!(place, Place::Lines { .. }).then(|| {
        let rows = u32::try_from(lines.len().clamp(2, 24)).unwrap_or(4);
        view! {
            <Disclosure label="Suggest other lines" look=Look::Bare open=suggesting>
                <CheckField name="suggest" label="Suggest these lines instead" hint="An empty field suggests to delete them." />
                <TextAreaField name="replacement" label="What should stand there" value=lines.join("\n") required=false rows=rows max_length=20_000 />
            </Disclosure>
        }
    });
    view! {
        <div class="tf-composer" id="at">
            <h4>{title}</h4>
            <Provider value=sent>
            <Form
                key=round.request.key()
                action="open_thread"
                action_label=label
                look=Look::Primary
                consequence=consequence
                beside=cancel
            >
                <input type="hidden" name="place" value=place.to_string() />
                <input type="hidden" name="iteration" value=round.look.to.to_string() />
                <RadioField name="kind" label="Kind" choices=kinds value=usual.as_str() lay=Lay::Flow />
                <Written name="text" label="Comment" hint="Markdown. Say what, why, and what you would do." rows=4 required=false />
                {suggestion}
            </Form>
            </Provider>
        </div>
    }
}
