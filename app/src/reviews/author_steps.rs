//! What the author can do with a submission, one thing first.

use domain::reviews::{Action, State};
use leptos::prelude::*;

use super::thread::Round;
use crate::ui::prelude::*;

#[component]
pub fn AuthorSteps(round: Round) -> impl IntoView {
    let (page, request) = (round.page.clone(), round.request.clone());
    let id = page.id;
    let publish = page.may(Action::Publish).then(|| {
        view! {
            <Form key=request.key() action="publish" action_label="Publish" look=Look::Primary consequence="Reviewers can see and claim it. Its iterations do not change any more." />
            <ButtonLink href=format!("/reviews/{id}/edit")>"Change the draft"</ButtonLink>
        }
    });
    let look = if page.may(Action::Finish) { Look::Primary } else { Look::Quiet };
    let iterate = page.may(Action::Iterate).then(|| {
        view! { <ButtonLink href=format!("/reviews/{id}/iterate") look=look>"New iteration"</ButtonLink> }
    });
    let batch = page.may(Action::Apply).then(|| {
        view! {
            <form method="post" id="batch" class="tf-batch">
                <input type="hidden" name="key" value=request.key() />
                <input type="hidden" name="action" value="apply" />
                <Button submit=true size=Size::Small>"Apply the chosen suggestions"</Button>
            </form>
        }
    });
    let finish = page.may(Action::Finish).then(|| {
        view! { <Form key=request.key() action="finish" action_label="Finish" look=Look::Quiet consequence="You have what you came for. Everything stays readable." /> }
    });
    let [change_key, withdraw_key, discard_key] = [request.key(), request.key(), request.key()];
    let change = page.may(Action::ChangeReviewer).then(|| {
        view! {
            <Disclosure label="Ask for another reviewer…" look=Look::Bare>
                <Form key=change_key action="change_reviewer" action_label="Ask for another reviewer" look=Look::Danger consequence="What was said stays. The submission goes back into the queue, a day ahead.">
                    <TextAreaField name="note" label="A word of explanation" required=false rows=2 max_length=500 />
                </Form>
            </Disclosure>
        }
    });
    let withdraw = page.may(Action::Withdraw).then(|| {
        view! {
            <Disclosure label="Withdraw…" look=Look::Bare>
                <Form key=withdraw_key action="withdraw" action_label="Withdraw the submission" look=Look::Danger consequence="Nobody can review it any more." />
            </Disclosure>
        }
    });
    let discard = page.may(Action::Discard).then(|| {
        view! {
            <Disclosure label="Delete the draft…" look=Look::Bare>
                <Form key=discard_key action="discard" action_label="Delete the draft" look=Look::Danger consequence="It is gone for good." />
            </Disclosure>
        }
    });
    let link = page.link.clone().filter(|_| !page.public && page.state == State::Open).map(|link| {
        let address = format!("{}/reviews/{id}?link={link}", request.ctx.public_url);
        view! {
            <p>"Give this link to those who shall review it:"</p>
            <CodeBlock code=address />
        }
    });
    view! {
        <Panel title="Your submission">
            <div class="tf-stack">{publish} {iterate} {batch} {link} {finish} {change} {withdraw} {discard}</div>
        </Panel>
    }
}
