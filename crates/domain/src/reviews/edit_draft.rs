use contract::{SubmissionId, reviews::EditDraft};

use super::{Error, step::begin, suggest::suggest, take_back::own_draft, thread::thread_for};
use crate::{Ctx, accounts::User};

/// Changes the words and the suggested lines of a comment that is not published yet.
///
/// # Errors
/// `CommentPublished`, `NotFound` for what somebody else wrote, and the fields of a suggestion as [`suggest`] says.
pub async fn edit_draft(ctx: &Ctx, user: &User, id: SubmissionId, form: EditDraft) -> Result<(), Error> {
    let Some((mut tx, submission)) = begin(ctx, user, id, form.key).await? else { return Ok(()) };
    let thread = own_draft(&mut tx, id, user.id, form.comment).await?;
    let thread = thread_for(&mut tx, &submission, thread, user.id).await?;
    sqlx::query!("UPDATE reviews.comment SET text = $2 WHERE id = $1", form.comment.0, form.text)
        .execute(&mut *tx)
        .await?;
    suggest(&mut tx, &submission, user, &thread, form.comment, form.suggested.as_ref()).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::{Refusal, reviews::Suggested};

    use super::*;
    use crate::reviews::testing::{Desk, refusal, wrong};

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    #[tokio::test]
    async fn words_and_lines_change_until_they_are_published() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        desk.drafted(id, &desk.reviewer, "a.rs:2", Some("    y")).await;
        let comment = desk.seen(Some(&desk.reviewer), id).await[0].comments[0].id;
        let form = |suggested| EditDraft { key: desk.key(), comment, text: "Better so.".into(), suggested };
        let twice = form(Some(Suggested::Lines("    z\n".into())));
        edit_draft(desk.ctx(), &desk.reviewer, id, twice.clone()).await.unwrap();
        edit_draft(desk.ctx(), &desk.reviewer, id, twice).await.unwrap();
        let seen = desk.seen(Some(&desk.reviewer), id).await[0].comments[0].clone();
        assert_eq!(
            (seen.text.as_str(), seen.suggestion.unwrap().replacement.as_deref()),
            ("Better so.", Some("    z"))
        );

        let same = form(Some(Suggested::Lines("    x".into())));
        assert_eq!(wrong(edit_draft(desk.ctx(), &desk.reviewer, id, same).await), ["replacement"]);
        edit_draft(desk.ctx(), &desk.reviewer, id, form(None)).await.unwrap();
        assert!(desk.seen(Some(&desk.reviewer), id).await[0].comments[0].suggestion.is_none());
        assert!(matches!(edit_draft(desk.ctx(), &desk.author, id, form(None)).await, Err(Error::NotFound)));
        desk.round(id, &desk.reviewer).await;
        let outcome = edit_draft(desk.ctx(), &desk.reviewer, id, form(None)).await;
        assert_eq!(refusal(outcome), Refusal::CommentPublished);
    }
}
