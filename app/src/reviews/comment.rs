//! One comment of a thread: who said it, what it says, and what may be done with it.

use domain::reviews::{Action, CommentView, Stand, ThreadView};
use leptos::prelude::*;

use super::{
    quote::QuoteComment,
    suggestion::Suggestion,
    thread::{Round, answer_form},
    who::Who,
};
use crate::{
    time,
    ui::{prelude::*, sheet::Marked},
};

pub(super) fn comment_view(round: &Round, thread: &ThreadView, comment: &CommentView, standing: &Stand) -> AnyView {
    let person = round.page.person(comment.author);
    let opens = thread.comments.first().is_some_and(|first| first.id == comment.id);
    let name = if opens {
        let at = format!("t{}", thread.number);
        view! { <Who round=round.clone() person=person.clone() at=at /> }.into_any()
    } else {
        let name = if Some(comment.author) == round.me() { "You".to_owned() } else { person.name.clone() };
        view! { <b>{name}</b> }.into_any()
    };
    let when = view! { <time::Moment at=comment.at reader=round.reader() now=round.now() /> };
    let text = (!comment.text.is_empty()).then(|| view! { <Marked html=markup::markdown(&comment.text) /> });
    let suggestion = comment.suggestion.clone().map(|suggestion| {
        view! { <Suggestion round=round.clone() thread=thread.clone() comment=comment.clone() suggestion=suggestion standing=*standing /> }
    });
    let may_answer = !comment.is_draft && !comment.text.is_empty() && round.page.may(Action::Comment);
    let quote = may_answer.then(|| view! { <QuoteComment comment=comment.id form=answer_form(thread) /> });
    let mine = comment.is_draft && Some(comment.author) == round.me();
    let take_back = mine.then(|| {
        let (change, take_back) = (format!("edit_draft.{}", comment.id), format!("take_back.{}", comment.id));
        let (id, same) = (comment.id.to_string(), comment.id.to_string());
        let (key, text) = (round.request.key(), comment.text.clone());
        let refused = use_context::<Submitted>().is_some_and(|sent| sent.value("action") == Some(change.as_str()));
        let suggested = comment.suggestion.as_ref().map(|suggestion| suggestion.replacement.clone().unwrap_or_default());
        let lines = suggested.map(|lines| {
            view! {
                <input type="hidden" name="suggest" value="on" />
                <TextAreaField name="replacement" label="What should stand there" value=lines required=false rows=4 max_length=20_000 />
            }
        });
        view! {
            <div class="tf-thread-steps">
                <Disclosure label="Change" look=Look::Bare open=refused>
                    <Form key=key action=change action_label="Save the draft" look=Look::Quiet size=Size::Small>
                        <input type="hidden" name="comment" value=id />
                        <TextAreaField name="text" label="Comment" value=text rows=3 max_length=8000 required=false />
                        {lines}
                    </Form>
                </Disclosure>
                <Form key=round.request.key() action=take_back action_label="Delete draft" look=Look::Bare size=Size::Small>
                    <input type="hidden" name="comment" value=same />
                </Form>
            </div>
        }
    });
    view! {
        <div class="tf-comment" id=format!("c{}", comment.id)>
            <Avatar id=person.tint name=person.name size=Size::Small />
            <div class="min-w-0">
                <div class="tf-comment-by">
                    {name} " " {when}
                    {comment.is_draft.then(|| view! { " " <Badge tone=Tone::Info>"Draft"</Badge> })}
                    {quote}
                </div>
                {text} {suggestion} {take_back}
            </div>
        </div>
    }
    .into_any()
}
