//! What a draft is made of, read off its form and written into its tables.

use contract::{
    SubmissionId,
    reviews::{Ask, SaveDraft},
};
use markup::Language;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    Error, blobs,
    files::{self, File},
    iterate::insert_iteration,
    language,
};
use crate::{Ctx, accounts::User, ports::Limit};

/// A draft as it was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub id: SubmissionId,
    /// Pictures and what tools make, by name: they were in the upload and are not in the draft.
    pub left_out: Vec<String>,
}

/// A form that can become a draft.
pub(super) struct Draft {
    pub ask: Ask,
    pub files: Vec<File>,
    pub left_out: Vec<String>,
    pub language: &'static Language,
}

impl Draft {
    /// # Errors
    /// `TooOften`; `Invalid` for files that cannot be reviewed and a language that does not exist.
    pub async fn read(ctx: &Ctx, user: &User, form: SaveDraft) -> Result<Self, Error> {
        let chosen = language::chosen(&form.ask.language)?;
        ctx.limits.take(Limit::UploadByPerson, &user.id.to_string()).await.map_err(Error::TooOften)?;
        let read = files::read(form.files, chosen.map(language::first_name)).await?;
        let language = chosen.unwrap_or_else(|| language::main_of(&read.files));
        Ok(Self { ask: form.ask, files: read.files, left_out: read.left_out, language })
    }

    pub fn seats(&self) -> i16 {
        if self.ask.second_opinion { 2 } else { 1 }
    }

    pub fn saved_as(self, id: SubmissionId) -> Saved {
        Saved { id, left_out: self.left_out }
    }

    /// Files and questions of a draft that has none yet.
    pub async fn fill(&self, ctx: &Ctx, conn: &mut PgConnection, user: &User, id: SubmissionId) -> Result<(), Error> {
        insert_iteration(ctx, conn, id, 1, "", &self.files).await?;
        put_questions(ctx, conn, user, id, &self.ask.questions).await?;
        Ok(())
    }

    /// All of it anew. What stood there is gone: nobody else has seen it.
    pub async fn rewrite(
        &self,
        ctx: &Ctx,
        conn: &mut PgConnection,
        user: &User,
        id: SubmissionId,
    ) -> Result<(), Error> {
        self.write_ask(conn, id).await?;
        let hashes = hashes(conn, id).await?;
        sqlx::query!("DELETE FROM reviews.thread WHERE submission_id = $1", id.0).execute(&mut *conn).await?;
        sqlx::query!("DELETE FROM reviews.iteration WHERE submission_id = $1", id.0).execute(&mut *conn).await?;
        blobs::forget(conn, &hashes).await?;
        self.fill(ctx, conn, user, id).await
    }

    async fn write_ask(&self, conn: &mut PgConnection, id: SubmissionId) -> Result<(), sqlx::Error> {
        sqlx::query!(
            "UPDATE reviews.submission SET title = $2, ask = $3, language = $4, level = $5, urgency = $6, visibility = $7,
                                           anonymous = $8, seats = $9
             WHERE id = $1",
            id.0,
            self.ask.title,
            self.ask.ask,
            self.language.id,
            self.ask.level.as_str(),
            self.ask.urgency.as_str(),
            self.ask.visibility.as_str(),
            self.ask.anonymous,
            self.seats(),
        )
        .execute(conn)
        .await?;
        Ok(())
    }
}

/// The texts that the submission holds, by hash.
pub(super) async fn hashes(conn: &mut PgConnection, id: SubmissionId) -> Result<Vec<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar!("SELECT DISTINCT hash FROM reviews.file WHERE submission_id = $1", id.0).fetch_all(conn).await
}

/// Each question is a thread about the whole, unpublished as the draft is.
async fn put_questions(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    id: SubmissionId,
    questions: &[String],
) -> Result<(), sqlx::Error> {
    let threads: Vec<Uuid> = questions.iter().map(|_| ctx.id()).collect();
    let comments: Vec<Uuid> = questions.iter().map(|_| ctx.id()).collect();
    sqlx::query!(
        "INSERT INTO reviews.thread (id, submission_id, number, opened_by, kind, iteration, state, opened_at)
         SELECT q.id, $2, q.number::int4, $3, 'question', 1, 'open', $4
         FROM unnest($1::uuid[]) WITH ORDINALITY AS q (id, number)",
        &threads,
        id.0,
        user.id.0,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO reviews.comment (id, thread_id, author_id, text, written_at)
         SELECT q.id, q.thread_id, $4, q.text, $5
         FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS q (id, thread_id, text)",
        &comments,
        &threads,
        questions,
        user.id.0,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
