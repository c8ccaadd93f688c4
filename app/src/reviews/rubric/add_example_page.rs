use contract::{AppError, Pairs, RubricId, reviews::AddExample};
use domain::reviews::rubric::{self, Action, State};
use leptos::prelude::*;

use super::fields::MarkFields;
use crate::{
    request::{Done, Failure, Request, Screen},
    reviews::code_fields::{CodeFields, uploaded, wants, with_another_block},
    said::Said,
    script::Script,
    ui::prelude::*,
};

/// Keeps an example as a draft, or adds a block to the form.
pub async fn add_example(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let id: RubricId = request.id_param("id")?;
    if wants(&pairs, "add") {
        return Ok(with_another_block(pairs));
    }
    let form = AddExample::decode(&pairs, uploaded(&request))?;
    let number = rubric::add_example(&request.ctx, request.user()?, id, form).await?;
    let to = number.map_or_else(String::new, |number| format!("/examples/{number}"));
    Ok(Done::to(format!("/reviews/rubrics/{id}{to}")).saying(Said::ExampleAdded))
}

/// `/reviews/rubrics/{id}/examples/new`, for moderators.
pub async fn add_example_page(request: Request) -> Result<Screen, Failure> {
    let id: RubricId = request.id_param("id")?;
    let user = request.user()?;
    rubric::check(user).map_err(|_| AppError::Forbidden)?;
    let page = rubric::rubric_page(&request.ctx, Some(user), id).await?.ok_or(AppError::NotFound)?;
    let back = format!("/reviews/rubrics/{id}");
    let crumbs =
        vec![Crumb::new("/reviews/rubrics", "Calibrate your eye"), Crumb::new(back.clone(), page.title.clone())];
    if !page.allowed.contains(&Action::AddExample) {
        let body = view! {
            <PageHead title="New example" crumbs=crumbs />
            <EmptyState says="This rubric has been retired." more="Examples belong to one that is in use." icon=Icon::Compass>
                <ButtonLink href=back>"Back to the rubric"</ButtonLink>
            </EmptyState>
        };
        return Ok(Screen::new("New example", body));
    }
    let consequence = if page.state == State::Draft {
        "It is published together with the rubric."
    } else {
        "A draft for moderators. Publish it when it is ready; from then on it stays as it is."
    };
    let body = view! {
        <PageHead title="New example" crumbs=crumbs lead="Short code that shows something, and what you would say of it." />
        <div class="max-w-4xl">
            <Form key=request.key() files=true action_label="Save the example" look=Look::Primary consequence=consequence>
                <EnterButton />
                <TextField name="title" label="Title" placeholder="A sum that loses cents" max_length=120 autocomplete="off" />
                <TextAreaField name="about" label="What its author asks" hint="What the code should do. Markdown works." rows=3 max_length=2000 />
                <fieldset class="tf-group">
                    <legend>"The code"</legend>
                    <CodeFields />
                </fieldset>
                <fieldset class="tf-group">
                    <legend>"The reference"</legend>
                    <p class="tf-hint">"It is shown to those who have said what they think, and to nobody before."</p>
                    <MarkFields criteria=page.criteria />
                </fieldset>
            </Form>
        </div>
    };
    Ok(Screen::new("New example", body).with_script(Script::Upload))
}
