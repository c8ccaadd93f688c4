use contract::{SubmissionId, reviews::Step};

use super::{Error, blobs, draft, life::load, model::Action, step::refuse_strangers};
use crate::{Ctx, Once, accounts::User, once};

/// Deletes a draft for good, with the texts that nothing else holds.
///
/// # Errors
/// `OnlyTheAuthor`, `AlreadyPublished`: what others have read stays.
pub async fn discard(ctx: &Ctx, user: &User, id: SubmissionId, form: Step) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    // Before it is looked for: the second click finds nothing.
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let submission = load(&mut tx, id).await?;
    refuse_strangers(ctx, &mut tx, user, &submission).await?;
    submission.check(user.id, Action::Discard, ctx.now())?;
    let hashes = draft::hashes(&mut tx, id).await?;
    sqlx::query!("DELETE FROM reviews.submission WHERE id = $1", id.0).execute(&mut *tx).await?;
    blobs::forget(&mut tx, &hashes).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::reviews::{
        publish,
        testing::{Study, ask, refusal},
    };

    #[tokio::test]
    async fn nothing_of_it_stays_but_what_others_hold() {
        let desk = Study::new().await;
        let shared = "fn shared() {}";
        desk.open(&[("shared.rs", shared)]).await;
        let id = desk.draft_of(ask(), &[("a.rs", "let password = 1;"), ("b.rs", shared)]).await;
        let form = desk.step();
        discard(desk.ctx(), &desk.author, id, form.clone()).await.unwrap();
        discard(desk.ctx(), &desk.author, id, form).await.unwrap();
        assert_eq!(desk.texts().await, [shared]);
        let rows: i64 =
            sqlx::query_scalar("SELECT count(*) FROM reviews.thread").fetch_one(&desk.ctx().db).await.unwrap();
        assert_eq!(rows, 0);
        assert!(matches!(discard(desk.ctx(), &desk.author, id, desk.step()).await, Err(Error::NotFound)));
    }

    #[tokio::test]
    async fn by_its_author_and_only_a_draft() {
        let desk = Study::new().await;
        let id = desk.draft(&[]).await;
        assert!(matches!(discard(desk.ctx(), &desk.reviewer, id, desk.step()).await, Err(Error::NotFound)));
        publish(desk.ctx(), &desk.author, id, desk.step()).await.unwrap();
        assert_eq!(refusal(discard(desk.ctx(), &desk.reviewer, id, desk.step()).await), Refusal::OnlyTheAuthor);
        assert_eq!(refusal(discard(desk.ctx(), &desk.author, id, desk.step()).await), Refusal::AlreadyPublished);
    }

    #[tokio::test]
    async fn who_saves_the_same_text_at_that_moment_keeps_it() {
        let desk = Study::new().await;
        for round in 0..20 {
            let text = format!("fn same_{round}() {{}}");
            let files = [("a.rs", text.as_str())];
            let id = desk.draft_of(ask(), &files).await;
            let (gone, kept) = tokio::join!(
                discard(desk.ctx(), &desk.author, id, desk.step()),
                desk.saved(&desk.second, ask(), &files)
            );
            gone.unwrap();
            assert_eq!(desk.files(kept.unwrap().id, 1).await, [("a.rs".to_owned(), text.clone())]);
        }
    }
}
