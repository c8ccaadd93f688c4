use contract::SubmissionId;

use super::{
    Error,
    files::File,
    life::read,
    model::Action,
    secrets::{self, Secret},
    step::refuse_strangers,
};
use crate::{Ctx, accounts::User};

/// What in a draft looks like a password or a key, for a warning before everyone can read it.
///
/// # Errors
/// `OnlyTheAuthor`, `AlreadyPublished`: then a warning comes too late.
pub async fn possible_secrets(ctx: &Ctx, user: &User, id: SubmissionId) -> Result<Vec<Secret>, Error> {
    let mut conn = ctx.db.acquire().await?;
    let submission = read(&mut conn, id).await?.ok_or(Error::NotFound)?;
    refuse_strangers(ctx, &mut conn, user, &submission).await?;
    submission.check(user.id, Action::Publish, ctx.now())?;
    let rows = sqlx::query!(
        "SELECT f.path, b.text FROM reviews.file f JOIN reviews.blob b ON b.hash = f.hash
         WHERE f.submission_id = $1 ORDER BY f.path",
        id.0
    )
    .fetch_all(&mut *conn)
    .await?;
    drop(conn);
    let files: Vec<File> = rows.into_iter().map(|row| File { path: row.path, text: row.text }).collect();
    Ok(tokio::task::spawn_blocking(move || secrets::find(&files)).await?)
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
    async fn the_author_hears_of_them_while_it_is_a_draft() {
        let desk = Study::new().await;
        let id = desk.draft_of(ask(), &[("a.py", "x = 1\npassword = 'hunter2'\n"), ("b.py", "y = 2\n")]).await;
        let found = possible_secrets(desk.ctx(), &desk.author, id).await.unwrap();
        assert_eq!(found, [Secret { path: "a.py".into(), line: 2, what: "a password" }]);
        assert!(matches!(possible_secrets(desk.ctx(), &desk.reviewer, id).await, Err(Error::NotFound)));
        publish(desk.ctx(), &desk.author, id, desk.step()).await.unwrap();
        assert_eq!(refusal(possible_secrets(desk.ctx(), &desk.author, id).await), Refusal::AlreadyPublished);
    }
}
