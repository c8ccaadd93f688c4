use contract::{CommandKey, SubmissionId, reviews::SaveDraft};

use super::{
    Error,
    draft::{Draft, Saved},
    model::Action,
    step::begin_step,
};
use crate::{Ctx, accounts::User};

/// Puts other words, files and questions into a draft.
///
/// # Errors
/// As `save_draft`; `OnlyTheAuthor` and `AlreadyPublished`, and `NotFound` for whoever may not see the draft.
pub async fn change_draft(ctx: &Ctx, user: &User, id: SubmissionId, form: SaveDraft) -> Result<Saved, Error> {
    let key = form.key;
    let draft = Draft::read(ctx, user, form).await?;
    rewrite(ctx, user, id, key, draft).await
}

pub(super) async fn rewrite(
    ctx: &Ctx,
    user: &User,
    id: SubmissionId,
    key: CommandKey,
    draft: Draft,
) -> Result<Saved, Error> {
    // What may be published may still be changed.
    let Some((mut tx, _)) = begin_step(ctx, user, id, key, Action::Publish).await? else {
        return Ok(draft.saved_as(id));
    };
    draft.rewrite(ctx, &mut tx, user, id).await?;
    tx.commit().await?;
    Ok(draft.saved_as(id))
}

#[cfg(test)]
mod tests {
    use contract::{
        Refusal,
        reviews::{Ask, Step},
    };

    use super::*;
    use crate::reviews::{
        publish,
        testing::{Study, ask, refusal},
    };

    #[tokio::test]
    async fn everything_is_as_the_new_form_says() {
        let desk = Study::new().await;
        let id = desk.draft(&["Why?", "Really?"]).await;
        let other = Ask { title: "A stack".into(), questions: vec!["How?".into()], second_opinion: true, ..ask() };
        let form = desk.form(other, &[("b.py", "print()\n")]);
        change_draft(desk.ctx(), &desk.author, id, form.clone()).await.unwrap();
        change_draft(desk.ctx(), &desk.author, id, form).await.unwrap();
        assert_eq!(desk.files(id, 1).await, [("b.py".to_owned(), "print()\n".to_owned())]);
        assert_eq!(desk.questions(id).await, [(1, "How?".to_owned(), false)]);
        for (column, value) in [("title", "A stack"), ("language", "python"), ("seats", "2"), ("iteration", "1")] {
            assert_eq!(desk.column(id, column).await, value, "{column}");
        }
        assert_eq!(desk.texts().await, ["print()\n"], "what was taken back is gone");
    }

    #[tokio::test]
    async fn only_a_draft_and_only_by_its_author() {
        let desk = Study::new().await;
        let id = desk.draft(&[]).await;
        let form = || desk.form(ask(), &[("b.rs", "fn b() {}")]);
        let stranger = change_draft(desk.ctx(), &desk.reviewer, id, form()).await;
        assert!(matches!(stranger, Err(Error::NotFound)));
        let step = Step { key: desk.key(), note: String::new() };
        publish(desk.ctx(), &desk.author, id, step).await.unwrap();
        assert_eq!(refusal(change_draft(desk.ctx(), &desk.author, id, form()).await), Refusal::AlreadyPublished);
        assert_eq!(refusal(change_draft(desk.ctx(), &desk.reviewer, id, form()).await), Refusal::OnlyTheAuthor);
        assert_eq!(desk.files(id, 1).await[0].0, "a.rs");
    }
}
