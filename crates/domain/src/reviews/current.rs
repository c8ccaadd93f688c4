use contract::{
    SubmissionId,
    reviews::{Ask, Visibility},
};

use super::{File, State, life::decode};
use crate::{Ctx, accounts::User};

/// A submission as its author goes on with it.
#[derive(Clone, Debug)]
pub struct Current {
    pub ask: Ask,
    pub state: State,
    /// The latest one.
    pub iteration: u32,
    /// Of the latest iteration, by path.
    pub files: Vec<File>,
}

/// What its author may change now, with all of its files. `None` for everyone else.
pub async fn current(ctx: &Ctx, user: &User, id: SubmissionId) -> Result<Option<Current>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT s.title, s.ask, s.language, s.level, s.urgency, s.visibility, s.anonymous, s.seats, s.state, s.iteration,
                  ARRAY(SELECT c.text FROM reviews.thread t JOIN reviews.comment c ON c.thread_id = t.id
                        WHERE t.submission_id = s.id AND t.review_id IS NULL AND t.opened_by = s.author_id
                          AND c.author_id = s.author_id AND t.published_at IS NULL
                        ORDER BY t.number) AS "questions!"
           FROM reviews.submission s WHERE s.id = $1 AND s.author_id = $2"#,
        id.0,
        user.id.0
    )
    .fetch_optional(&ctx.db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let visibility: Visibility = row.visibility.parse().map_err(decode)?;
    Ok(Some(Current {
        ask: Ask {
            title: row.title,
            ask: row.ask,
            language: row.language,
            level: row.level.parse().map_err(decode)?,
            urgency: row.urgency.parse().map_err(decode)?,
            visibility,
            anonymous: row.anonymous,
            second_opinion: row.seats > 1,
            questions: row.questions,
        },
        state: row.state.parse().map_err(decode)?,
        iteration: u32::try_from(row.iteration).unwrap_or(1),
        files: latest(ctx, id).await?,
    }))
}

async fn latest(ctx: &Ctx, id: SubmissionId) -> Result<Vec<File>, sqlx::Error> {
    sqlx::query_as!(
        File,
        "SELECT f.path, b.text FROM reviews.submission s
         JOIN reviews.file f ON f.submission_id = s.id AND f.iteration = s.iteration
         JOIN reviews.blob b ON b.hash = f.hash
         WHERE s.id = $1 ORDER BY f.path",
        id.0
    )
    .fetch_all(&ctx.db)
    .await
}

#[cfg(test)]
mod tests {
    use contract::reviews::{Level, NewFile, SaveDraft, Urgency};

    use super::*;
    use crate::reviews::{save_draft, testing::Desk};

    #[tokio::test]
    async fn a_draft_comes_back_as_it_was_saved() {
        let desk = Desk::new().await;
        let ask = Ask {
            title: "A queue".into(),
            ask: "Is it right?".into(),
            language: "rust".into(),
            level: Level::Advanced,
            urgency: Urgency::Stuck,
            visibility: Visibility::Link,
            anonymous: true,
            second_opinion: true,
            questions: vec!["Why?".into(), "And how?".into()],
        };
        let files = [("b.rs", "b\n"), ("a.rs", "a\n")];
        let files = files.map(|(path, text)| NewFile { path: path.into(), bytes: text.into() }).to_vec();
        let form = SaveDraft { key: desk.key(), ask, files };
        let id = save_draft(desk.ctx(), &desk.author, form).await.unwrap().id;
        let now = current(desk.ctx(), &desk.author, id).await.unwrap().unwrap();
        assert_eq!((now.state, now.iteration), (State::Draft, 1));
        assert_eq!(
            (now.ask.level, now.ask.urgency, now.ask.visibility),
            (Level::Advanced, Urgency::Stuck, Visibility::Link)
        );
        assert!(now.ask.anonymous && now.ask.second_opinion);
        assert_eq!(now.ask.questions, ["Why?", "And how?"]);
        assert_eq!(now.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["a.rs", "b.rs"]);
    }

    #[tokio::test]
    async fn the_files_are_those_of_the_latest_iteration_and_its_authors_alone() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "a\n")]).await;
        desk.iterated(id, &[("b.rs", "b\n")]).await;
        let now = current(desk.ctx(), &desk.author, id).await.unwrap().unwrap();
        assert_eq!((now.iteration, now.files), (2, vec![File { path: "b.rs".into(), text: "b\n".into() }]));
        assert!(current(desk.ctx(), &desk.reviewer, id).await.unwrap().is_none());
    }
}
