use contract::{AppError, Pairs, SubmissionId, reviews::SaveDraft};
use domain::reviews::{self, Saved, State};
use leptos::prelude::*;

use super::{
    ask_fields::{About, ForTheReviewer, WhoReads},
    code_fields::{CodeFields, uploaded, wants, with_another_block},
    saved::{Kept, kept_screen},
    submit_page::lead_on,
};
use crate::{
    request::{Done, Failure, Refused, Request, Screen},
    said::Said,
    script::Script,
    ui::prelude::*,
};

/// Saves the draft anew, or adds a block to the form.
pub async fn edit(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let id: SubmissionId = request.id_param("id")?;
    if wants(&pairs, "add") {
        return Ok(with_another_block(pairs));
    }
    let form = SaveDraft::decode(&pairs, uploaded(&request))?;
    let Saved { id, left_out } = reviews::change_draft(&request.ctx, request.user()?, id, form).await?;
    Ok(lead_on(Kept { id, said: Said::DraftSaved, left_out, secrets: Vec::new() }))
}

/// `/reviews/{id}/edit`: a draft, all of it.
pub async fn edit_page(request: Request) -> Result<Screen, Failure> {
    if let Some(kept) = use_context::<Kept>() {
        return Ok(kept_screen(kept));
    }
    let id: SubmissionId = request.id_param("id")?;
    let draft = reviews::current(&request.ctx, request.user()?, id).await?.ok_or(AppError::NotFound)?;
    let crumbs = vec![
        Crumb::new("/reviews?view=mine", "Reviews"),
        Crumb::new(format!("/reviews/{id}"), draft.ask.title.clone()),
    ];
    if draft.state != State::Draft {
        return Ok(published(id, crumbs));
    }
    let ask = draft.ask;
    let files = draft.files.into_iter().map(|file| (file.path, file.text)).collect();
    let body = view! {
        <PageHead title="Edit the draft" crumbs=crumbs lead="Only you see it. Everything can still be changed." />
        <div class="max-w-4xl">
            <Form
                key=request.key()
                files=true
                action_label="Save the draft"
                look=Look::Primary
                beside=view! { <ButtonLink href=format!("/reviews/{id}") look=Look::Bare>"Leave it as it was"</ButtonLink> }.into_any()
            >
                <EnterButton />
                <About title=ask.title.clone() ask=ask.ask.clone() />
                <fieldset class="tf-group">
                    <legend>"Your code"</legend>
                    <CodeFields files=files upload_hint="What you upload is added to the files above. To drop one of them, empty it." />
                </fieldset>
                <fieldset class="tf-group">
                    <legend>"For your reviewer"</legend>
                    <ForTheReviewer ask=ask.clone() />
                </fieldset>
                <fieldset class="tf-group">
                    <legend>"Who reads it"</legend>
                    <WhoReads ask=ask />
                </fieldset>
            </Form>
        </div>
    };
    Ok(Screen::new("Edit the draft", body).with_script(Script::Upload))
}

fn published(id: SubmissionId, crumbs: Vec<Crumb>) -> Screen {
    let refused =
        use_context::<Refused>().map(|Refused(error)| view! { <Banner tone=Tone::Danger title=error.to_string() /> });
    let body = view! {
        <PageHead title="Edit the draft" crumbs=crumbs />
        {refused}
        <EmptyState says="This is published, so it stays as it is." more="What you change becomes the next iteration." icon=Icon::Code>
            <ButtonLink href=format!("/reviews/{id}/iterate") look=Look::Primary>
                "Make the next iteration"
            </ButtonLink>
        </EmptyState>
    };
    Screen::new("Edit the draft", body)
}
