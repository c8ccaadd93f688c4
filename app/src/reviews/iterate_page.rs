use std::collections::HashSet;

use contract::{
    AppError, Pairs, SubmissionId,
    reviews::{Iterate, NewFile},
};
use domain::reviews::{self, State};
use leptos::prelude::*;

use super::code_fields::{CodeFields, uploaded, wants, with_another_block};
use crate::{
    request::{Done, Failure, Refused, Request, Screen},
    said::Said,
    script::Script,
    ui::prelude::*,
};

/// Makes the next iteration, or adds a block to the form.
pub async fn iterate(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let id: SubmissionId = request.id_param("id")?;
    if wants(&pairs, "add") {
        return Ok(with_another_block(pairs));
    }
    let uploads = uploaded(&request);
    let form = Iterate::decode(&without_replaced(&pairs, &uploads), uploads)?;
    let number = reviews::iterate(&request.ctx, request.user()?, id, form).await?;
    let before = number.saturating_sub(1);
    Ok(Done::to(format!("/reviews/{id}?from={before}&to={number}")).saying(Said::Iterated))
}

/// The blocks that are meant: without those that were ticked to be left out, and those that an upload of the same path
/// stands for.
fn without_replaced(pairs: &Pairs, uploads: &[NewFile]) -> Pairs {
    let values = |name: &'static str| pairs.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str());
    let only_uploads = values("only_uploads").next().is_some() && !uploads.is_empty();
    let left_out: HashSet<usize> = values("leave_out").filter_map(|number| number.parse().ok()).collect();
    let replaced: HashSet<String> = uploads.iter().map(|file| file.path.replace('\\', "/").to_lowercase()).collect();
    let blocks = values("path").zip(values("text")).enumerate().filter(|(nth, (path, _))| {
        !only_uploads && !left_out.contains(nth) && !replaced.contains(&path.trim().to_lowercase())
    });
    let files = blocks.flat_map(|(_, (path, text))| [("path", path), ("text", text)]);
    let others = pairs.iter().filter(|(name, _)| name != "path" && name != "text").cloned();
    others.chain(files.map(|(name, value)| (name.to_owned(), value.to_owned()))).collect()
}

/// `/reviews/{id}/iterate`: every file as it is now, to go on from.
pub async fn iterate_page(request: Request) -> Result<Screen, Failure> {
    let id: SubmissionId = request.id_param("id")?;
    let now = reviews::current(&request.ctx, request.user()?, id).await?.ok_or(AppError::NotFound)?;
    let crumbs =
        vec![Crumb::new("/reviews?view=mine", "Reviews"), Crumb::new(format!("/reviews/{id}"), now.ask.title.clone())];
    if now.state != State::Open {
        return Ok(not_open(id, now.state, crumbs));
    }
    let files = now.files.into_iter().map(|file| (file.path, file.text)).collect();
    let body = view! {
        <PageHead
            title=format!("Iteration {}", now.iteration + 1)
            crumbs=crumbs
            lead="Change what you want to change; everything else stays. Threads follow their lines."
        />
        <div class="max-w-4xl">
            <Form
                key=request.key()
                files=true
                action_label="Make the iteration"
                look=Look::Primary
                consequence="Your reviewers are told, and see what has changed since they looked."
                beside=view! { <ButtonLink href=format!("/reviews/{id}") look=Look::Bare>"Not now"</ButtonLink> }.into_any()
            >
                <EnterButton />
                <input type="hidden" name="base" value=now.iteration.to_string() />
                <TextAreaField
                    name="note"
                    label="What has changed"
                    hint="A sentence or two for your reviewers."
                    required=false
                    rows=3
                    max_length=1000
                />
                <fieldset class="tf-group">
                    <legend>"The files"</legend>
                    <CodeFields
                        files=files
                        may_leave_out=true
                        upload_hint="A file of the same name takes the place of the one above."
                    />
                    <CheckField
                        name="only_uploads"
                        label="What I upload is everything: leave the files above out"
                        hint="For a folder or a zip of the whole."
                    />
                </fieldset>
            </Form>
        </div>
    };
    Ok(Screen::new(format!("Iteration {}", now.iteration + 1), body).with_script(Script::Upload))
}

fn not_open(id: SubmissionId, state: State, crumbs: Vec<Crumb>) -> Screen {
    let refused =
        use_context::<Refused>().map(|Refused(error)| view! { <Banner tone=Tone::Danger title=error.to_string() /> });
    let (says, more, href, label) = if state == State::Draft {
        (
            "This is still a draft.",
            "All of it can be changed as it stands.",
            format!("/reviews/{id}/edit"),
            "Edit the draft",
        )
    } else {
        (
            "This submission has ended.",
            "What was said stays readable. New code is a new submission.",
            "/reviews/new".into(),
            "Submit code",
        )
    };
    let body = view! {
        <PageHead title="The next iteration" crumbs=crumbs />
        {refused}
        <EmptyState says=says more=more icon=Icon::Code>
            <ButtonLink href=href look=Look::Primary>
                {label}
            </ButtonLink>
        </EmptyState>
    };
    Screen::new("The next iteration", body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        list.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
    }

    fn upload(path: &str) -> NewFile {
        NewFile { path: path.into(), bytes: Vec::new() }
    }

    const BLOCKS: [(&str, &str); 8] = [
        ("base", "1"),
        ("path", "a.rs"),
        ("text", "a"),
        ("path", "src/b.rs"),
        ("text", "b"),
        ("note", "better"),
        ("path", ""),
        ("text", ""),
    ];

    #[test]
    fn an_upload_of_the_same_path_takes_the_place_of_the_block() {
        let left = without_replaced(&pairs(&BLOCKS), &[upload("SRC\\B.rs")]);
        let expected = [("base", "1"), ("note", "better"), ("path", "a.rs"), ("text", "a"), ("path", ""), ("text", "")];
        assert_eq!(left, pairs(&expected));
    }

    #[test]
    fn blocks_are_left_out_by_their_number_and_never_lose_their_text() {
        let mut ticked = pairs(&BLOCKS);
        ticked.push(("leave_out".into(), "0".into()));
        let left = without_replaced(&ticked, &[]);
        let files: Vec<_> = left.iter().filter(|(name, _)| name == "path" || name == "text").cloned().collect();
        assert_eq!(files, pairs(&[("path", "src/b.rs"), ("text", "b"), ("path", ""), ("text", "")]));
    }

    #[test]
    fn a_whole_upload_stands_alone_unless_there_is_none() {
        let mut all = pairs(&BLOCKS);
        all.push(("only_uploads".into(), "on".into()));
        let texts = |left: Pairs| left.iter().filter(|(name, _)| name == "text").count();
        assert_eq!(texts(without_replaced(&all, &[upload("all.zip")])), 0);
        assert_eq!(texts(without_replaced(&all, &[])), 3, "nothing would be left");
    }
}
