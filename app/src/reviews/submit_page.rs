use contract::{
    AppError, CommandKey, Pairs, Refusal,
    reviews::{SaveDraft, Step},
};
use domain::reviews::{self, Error, Saved};
use leptos::prelude::*;

use super::{
    ask_fields::{About, ForTheReviewer, WhoReads, blank},
    code_fields::{CodeFields, DO, uploaded, wants, with_another_block},
    saved::{Kept, kept_screen},
};
use crate::{
    request::{Done, Failure, Request, Screen},
    said::Said,
    script::Script,
    ui::prelude::*,
};

/// Saves a draft, publishes it at once, or adds a block to the form, by the button that was pressed.
pub async fn submit(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    if wants(&pairs, "add") {
        return Ok(with_another_block(pairs));
    }
    let at_once = wants(&pairs, "publish");
    let form = SaveDraft::decode(&pairs, uploaded(&request))?;
    let (ctx, user) = (&request.ctx, request.user()?);
    if at_once {
        // Else a refusal would come after the draft was saved, and the form would save another.
        user.must_be_verified(ctx.now()).map_err(AppError::from)?;
    }
    let Saved { id, left_out } = match reviews::save_draft(ctx, user, form).await {
        // The same form came twice, and the first one published it.
        Err(Error::Refused(Refusal::AlreadyPublished)) if at_once => return Ok(Done::to("/reviews?view=mine")),
        saved => saved?,
    };
    let secrets = if at_once { reviews::possible_secrets(ctx, user, id).await? } else { Vec::new() };
    let mut kept = Kept { id, said: Said::DraftSaved, left_out, secrets };
    if at_once && kept.secrets.is_empty() {
        reviews::publish(ctx, user, id, Step { key: CommandKey(ctx.id()), note: String::new() }).await?;
        kept.said = Said::SubmissionPublished;
    }
    Ok(lead_on(kept))
}

/// To the submission, with a stop where there is more to say than a line.
pub(super) fn lead_on(kept: Kept) -> Done {
    if kept.is_plain() { Done::to(format!("/reviews/{}", kept.id)).saying(kept.said) } else { Done::here(kept) }
}

/// `/reviews/new`.
pub async fn submit_page(request: Request) -> Result<Screen, Failure> {
    if let Some(kept) = use_context::<Kept>() {
        return Ok(kept_screen(kept));
    }
    let ask = blank();
    let publish = view! {
        <Button submit=true name=DO value="publish">
            "Publish at once"
        </Button>
    }
    .into_any();
    let terminal = request.ctx.public_url.to_string();
    let body = view! {
        <PageHead
            title="Submit code"
            crumbs=vec![Crumb::new("/reviews", "Reviews")]
            lead="Somebody will read it, say what they see line by line, and suggest better lines where they know some."
        />
        <div class="tf-with-aside">
            <Form
                key=request.key()
                files=true
                action_label="Save and look it over"
                look=Look::Primary
                beside=publish
                consequence="A draft is seen by you alone. Once it is published its files stay as they are; what you change becomes the next iteration."
            >
                <EnterButton />
                <About title=ask.title.clone() ask=ask.ask.clone() />
                <fieldset class="tf-group">
                    <legend>"Your code"</legend>
                    <CodeFields />
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
            <aside class="tf-stack">
                <Panel title="From your terminal">
                    <p class="text-soft">
                        "The same without a browser. Make a " <TextLink href="/settings/tokens">"token"</TextLink>
                        " first, and keep it in TUTORFORGE_TOKEN."
                    </p>
                    <Command line=command(&terminal) label="Command" />
                    <p class="text-soft">"It makes a draft and answers with its address. Add -F publish=true to publish at once."</p>
                </Panel>
                <Panel title="What helps a reviewer">
                    <ul class="tf-points">
                        <li>"One thing at a time: the files that matter, not the whole project."</li>
                        <li>"What you expected, and what happened instead."</li>
                        <li>"A question. It is answered before anything else."</li>
                    </ul>
                </Panel>
            </aside>
        </div>
    };
    Ok(Screen::new("Submit code", body).with_script(Script::Upload))
}

fn command(public_url: &str) -> String {
    [
        "curl -H \"Authorization: Bearer $TUTORFORGE_TOKEN\"",
        "  -F title='A queue that two threads share'",
        "  -F ask='It fails now and then. Why?'",
        "  -F level=beginner -F files=@main.rs",
        &format!("  {public_url}/api/v1/submissions"),
    ]
    .join(" \\\n")
}
